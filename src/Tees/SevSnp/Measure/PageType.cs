// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>PAGE_TYPE of SNP_LAUNCH_UPDATE. AMD SEV-SNP Firmware ABI, doc 56860, section 8.17.</summary>
internal enum PageType : byte
{
    Normal = 1,
    Vmsa = 2,
    Zero = 3,
    Unmeasured = 4,
    Secrets = 5,
    Cpuid = 6,
}
