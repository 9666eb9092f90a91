// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>Makes Evidence of one TEE (RFC 9334: the Attester's side).</summary>
/// <remarks>Thread-safe; requests are made one after the other.</remarks>
public interface IAttester
{
    /// <summary>The TEE's name, for example <c>tdx</c>.</summary>
    string Tee { get; }

    /// <summary>Evidence that covers REPORT_DATA, event logs included.</summary>
    /// <param name="reportData">64 bytes.</param>
    /// <param name="cancellationToken">Looked at before the device is asked and between attempts, never while it works.</param>
    /// <exception cref="Kernel.AttesterException">The machine gives none; the message names the interface, the hint the next step.</exception>
    ValueTask<Evidence> AttestAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default);
}
