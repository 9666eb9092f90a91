// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Tells the credential composer which key an attested agent may have, and waits until it will enforce it.</summary>
internal interface IHandOver
{
    /// <summary>Hands a record over.</summary>
    /// <param name="stateDirectory">The directory that both plugins name.</param>
    /// <param name="agentId">The agent's SPIFFE ID.</param>
    /// <param name="spkiSha256">SHA-256 of the only key that it may have; 32 bytes.</param>
    /// <param name="evidence">What stands behind it: the extension's value, DER.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the composer will enforce it; else why nothing may be attested.</returns>
    ValueTask<Refusal?> HandOverAsync(
        string stateDirectory, string agentId, ReadOnlyMemory<byte> spkiSha256, ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken);
}
