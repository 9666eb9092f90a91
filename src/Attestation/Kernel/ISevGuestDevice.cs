// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>AMD's guest device, <c>/dev/sev-guest</c>. Linux, include/uapi/linux/sev-guest.h.</summary>
public interface ISevGuestDevice
{
    /// <summary>Its path.</summary>
    string Path { get; }

    /// <summary>Opens and closes it.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES, ENXIO: it is not there or may not be opened.</exception>
    void Open();

    /// <summary>Makes one request: SNP_GET_EXT_REPORT where there is room for certificates, else SNP_GET_REPORT. One at a time.</summary>
    /// <returns>What came back, a failed request included.</returns>
    /// <exception cref="KernelException">The device cannot be opened.</exception>
    ValueTask<SevGuestAnswer> AskAsync(SevGuestQuestion question);
}
