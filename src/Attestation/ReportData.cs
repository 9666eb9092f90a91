// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation;

/// <summary>The one place that hashes into REPORT_DATA: the silicon signs the head of the node's log and nothing else (CONTRACTS, section 2).</summary>
public static class ReportData
{
    /// <summary>Length of REPORT_DATA of TDX and SEV-SNP in bytes.</summary>
    public const int Length = 64;

    /// <summary>Length of a TPM quote's extraData in bytes.</summary>
    public const int ExtraDataLength = 32;

    /// <summary>SHA-256("attestation-agent/checkpoint/v1" ‖ 0x00 ‖ text) and 32 zero bytes.</summary>
    /// <param name="checkpointText">The note's bytes up to and including the newline before the empty line.</param>
    public static byte[] OfCheckpoint(ReadOnlySpan<byte> checkpointText)
    {
        byte[] reportData = new byte[Length];
        SHA256.HashData([.. Prefix, .. checkpointText], reportData);
        return reportData;
    }

    /// <summary>What a TPM quote carries: the first 32 bytes of <see cref="OfCheckpoint"/>.</summary>
    public static byte[] ExtraDataOfCheckpoint(ReadOnlySpan<byte> checkpointText) => OfCheckpoint(checkpointText)[..ExtraDataLength];

    private static ReadOnlySpan<byte> Prefix => "attestation-agent/checkpoint/v1\0"u8;
}
