// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient.V1;
using Google.Protobuf;

namespace Attestation.EndToEnd.Processes;

/// <summary>Requests as a caller writes them.</summary>
internal static class Appends
{
    /// <summary>User data with one random digest.</summary>
    public static AppendRequest Random(string key = "") => Of(RandomNumberGenerator.GetBytes(32), key);

    /// <summary>User data with this digest.</summary>
    public static AppendRequest Of(byte[] sha256, string key = "") => new()
    {
        IdempotencyKey = ByteString.CopyFromUtf8(key),
        UserData = new() { Digests = { new DataDigest { Algorithm = "sha256", Value = ByteString.CopyFrom(sha256) } } },
    };
}
