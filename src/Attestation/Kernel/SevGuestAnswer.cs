// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What AMD's guest device answered to one request.</summary>
/// <param name="Errno">Error number of the ioctl.</param>
/// <param name="ExitInfo2">Low 32 bits: the firmware's error; high 32: the host's. Preset to 0xFF, no answer.</param>
public sealed record SevGuestAnswer(Errno Errno, ulong ExitInfo2)
{
    /// <summary>snp_report_resp, 4000 bytes; empty where the request failed.</summary>
    public ReadOnlyMemory<byte> Response { get; init; }

    /// <summary>The certificates' room as the host filled it; empty where none was asked for.</summary>
    public ReadOnlyMemory<byte> Certificates { get; init; }

    /// <summary>Bytes that the host's table needs.</summary>
    public uint CertificateBytes { get; init; }
}
