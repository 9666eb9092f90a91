// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Planning;
using Attestation.Tdx.Verify;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Endorse;

/// <summary>Which of Intel's documents a platform needs, and where they lie. Intel PCS API v4; PCCS and Azure's cache have the same paths.</summary>
internal static class IntelPlan
{
    private const string Tdx = "/tdx/certification/v4";
    private const string Sgx = "/sgx/certification/v4";

    // The root's CRL distribution point: PCS itself has no call for this list, its caches have.
    private static readonly EndorsementHost Certificates = new("intel-pcs", "https://certificates.trustedservices.intel.com");
    private static readonly EndorsementHost Pcs = new("intel-pcs", "https://api.trustedservices.intel.com");
    private static readonly EndorsementHost Pccs = new("pccs", null);
    private static readonly EndorsementHost AzureThim = new("azure-thim", null);

    /// <summary>The four documents, none of which depends on the quote.</summary>
    /// <param name="fmspc">6 bytes, from an authentic PCK certificate.</param>
    /// <param name="authority">The CA that issued it.</param>
    /// <param name="root">The CA's issuer.</param>
    public static ImmutableArray<EndorsementRequest> Of(ReadOnlySpan<byte> fmspc, Certificate authority, Certificate root)
    {
        bool isProcessor = authority.Subject.CommonName == IntelProfile.ProcessorCa;
        return
        [
            new(IntelPcs.RootCrl, IntelPcs.Crl, [.. Caches($"{Sgx}/rootcacrl"), new(Certificates, "/IntelSGXRootCA.der")])
            {
                Form = EndorsementForm.Crl,
                IssuerChain = PemOf(root),
            },
            new(isProcessor ? IntelPcs.ProcessorCrl : IntelPcs.PlatformCrl, IntelPcs.Crl, Everywhere($"{Sgx}/pckcrl?ca={(isProcessor ? "processor" : "platform")}&encoding=der"))
            {
                Form = EndorsementForm.Crl,
                IssuerChain = PemOf(authority, root),
            },
            new(IntelPcs.TcbInfo(fmspc), IntelPcs.Json, Everywhere($"{Tdx}/tcb?fmspc={Hex.Of(fmspc)}"))
            {
                IssuerChainHeaders = ["TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain"],
            },
            new(IntelPcs.QeIdentity, IntelPcs.Json, Everywhere($"{Tdx}/qe/identity"))
            {
                IssuerChainHeaders = ["SGX-Enclave-Identity-Issuer-Chain"],
            },
        ];
    }

    private static ImmutableArray<EndorsementRoute> Everywhere(string path) => [.. Caches(path), new(Pcs, path)];

    private static ImmutableArray<EndorsementRoute> Caches(string path) => [new(Pccs, path), new(AzureThim, path)];

    private static ReadOnlyMemory<byte> PemOf(params ReadOnlySpan<Certificate> certificates)
    {
        StringBuilder text = new();
        foreach (Certificate each in certificates)
        {
            text.Append(PemEncoding.Write("CERTIFICATE", each.Raw.Span)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
