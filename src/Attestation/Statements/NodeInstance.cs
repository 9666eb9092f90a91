// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>What the node is told from others by.</summary>
/// <param name="Kind"><c>ak</c>, <c>boot</c> or <c>run</c>.</param>
/// <param name="Sha256">Of the endorsed AK's or the boot key's SPKI, or the run id; 32 bytes.</param>
public sealed record NodeInstance(string Kind, ReadOnlyMemory<byte> Sha256)
{
    /// <summary>For <c>boot</c>: DER of the boot key's SubjectPublicKeyInfo, P-256.</summary>
    public ReadOnlyMemory<byte>? Key { get; init; }

    /// <summary>For <c>boot</c>: its signature over the possession digest, DER.</summary>
    public ReadOnlyMemory<byte>? Signature { get; init; }
}
