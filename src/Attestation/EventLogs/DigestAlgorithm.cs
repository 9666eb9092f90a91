// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>A hash algorithm of a measurement bank, by its TPM_ALG_ID. Values outside this list may occur in a log and are kept.</summary>
/// <remarks>TCG Algorithm Registry rev 1.34, table 3.</remarks>
public enum DigestAlgorithm : ushort
{
    /// <summary>No algorithm.</summary>
    None = 0,

    /// <summary>SHA-1, 20 bytes.</summary>
    Sha1 = 0x0004,

    /// <summary>SHA-256, 32 bytes.</summary>
    Sha256 = 0x000B,

    /// <summary>SHA-384, 48 bytes.</summary>
    Sha384 = 0x000C,

    /// <summary>SHA-512, 64 bytes.</summary>
    Sha512 = 0x000D,

    /// <summary>SM3-256, 32 bytes; read, never computed here.</summary>
    Sm3 = 0x0012,
}
