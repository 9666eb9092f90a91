// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Containers;

/// <summary>The node's container runtime, which is in the trusted base.</summary>
internal interface IContainerRuntime
{
    /// <summary>A container that runs.</summary>
    /// <param name="id">64 hex digits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the runtime is away, takes too long, does not know it, or does not say which its first process is.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<RuntimeContainer?> FindAsync(string id, CancellationToken cancellationToken);
}
