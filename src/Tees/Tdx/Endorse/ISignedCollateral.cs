// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Endorse;

/// <summary>A document that the TCB signing key vouches for until a date.</summary>
internal interface ISignedCollateral
{
    /// <summary>The signed object, exactly as served.</summary>
    ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>ECDSA P-256, r ‖ s, 64 bytes.</summary>
    ReadOnlyMemory<byte> Signature { get; }

    /// <summary>When it was issued.</summary>
    DateTimeOffset IssueDate { get; }

    /// <summary>Last instant at which it is valid.</summary>
    DateTimeOffset NextUpdate { get; }
}
