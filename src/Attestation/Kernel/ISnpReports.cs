// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>SEV-SNP reports by AMD's guest device, where configfs-tsm is not there.</summary>
public interface ISnpReports
{
    /// <summary>Requests a report.</summary>
    /// <param name="reportData">REPORT_DATA, 64 bytes; hashed by the caller.</param>
    /// <param name="vmpl">The privilege level that the report is for, 0 to 3.</param>
    /// <param name="cancellationToken">Looked at before the device is asked and between attempts, never while it works.</param>
    /// <exception cref="AttesterException">No device, no permission, throttled, refused, the message key is wiped.</exception>
    /// <remarks>Thread-safe; requests are made one after the other.</remarks>
    ValueTask<SnpReport> RequestAsync(ReadOnlyMemory<byte> reportData, uint vmpl = 0, CancellationToken cancellationToken = default);
}
