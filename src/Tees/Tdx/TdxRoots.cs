// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.X509;

namespace Attestation.Tdx;

/// <summary>The roots of TDX Evidence: Intel's, pinned by key, since certificates are reissued.</summary>
public static class TdxRoots
{
    /// <summary>Intel SGX Root CA, serial 22650cd65a9d3489f383b49552bf501b392706ac, 2018 to 2049.</summary>
    public static readonly PinnedRoot IntelSgxRootCa = new(
        "Intel SGX Root CA",
        "a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e",
        "Intel_SGX_Provisioning_Certification_RootCA.cer, certificates.trustedservices.intel.com",
        new DateOnly(2026, 7, 1));

    /// <summary>All of them. The pre-production root is none of them.</summary>
    public static ImmutableArray<PinnedRoot> All { get; } = [IntelSgxRootCa];
}
