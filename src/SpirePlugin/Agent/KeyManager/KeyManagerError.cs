// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>Refusals in the words that SPIRE's suite of key managers expects.</summary>
internal static class KeyManagerError
{
    /// <summary>The caller is wrong.</summary>
    public static RpcException Invalid(string because) => new(new(StatusCode.InvalidArgument, because));

    /// <summary>No key of that id.</summary>
    public static RpcException NoKey(string id) => new(new(StatusCode.NotFound, $"no such key \"{id}\""));

    /// <summary>It took longer than a SPIRE agent should wait.</summary>
    public static RpcException Late(string what, TimeSpan limit) => new(new(StatusCode.Unavailable, $"{what} took longer than {limit.TotalSeconds} s"));
}
