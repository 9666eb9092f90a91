// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Reports and quotes of whichever TEE stands behind configfs-tsm.</summary>
public interface ITsmReports
{
    /// <summary>The driver's name, for example <c>tdx_guest</c> or <c>sev_guest</c>.</summary>
    /// <exception cref="AttesterException">There is none, or it may not be asked.</exception>
    ValueTask<string> ProviderAsync();

    /// <summary>Requests Evidence that covers <see cref="TsmRequest.ReportData"/>.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Looked at before the device is asked and between attempts, never while it works.</param>
    /// <returns>An answer to this request and no other: the generation says so.</returns>
    /// <exception cref="AttesterException">No TEE, no permission, busy, refused, interference (another writer, twice), an empty answer.</exception>
    /// <remarks>Thread-safe; requests are made one after the other.</remarks>
    ValueTask<TsmReport> RequestAsync(TsmRequest request, CancellationToken cancellationToken = default);
}
