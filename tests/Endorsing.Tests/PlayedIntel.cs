// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.Tdx.Simulator;
using Attestation.Wire;
using Microsoft.AspNetCore.Http;

namespace Attestation.Endorsing.Tests;

/// <summary>Intel's PCS, and PCCS with its hex, played from a simulated machine's collateral.</summary>
internal sealed class PlayedIntel(SimulatedTdxMachine machine)
{
    /// <summary>True answers as PCCS does: CRLs in hex.</summary>
    public bool IsPccs { get; init; }

    public Task AnswerAsync(HttpContext context)
    {
        string query = context.Request.QueryString.Value ?? "";
        (string Name, string Suffix, string? Header) found = context.Request.Path.Value switch
        {
            "/tdx/certification/v4/tcb" => ($"intel/tdx/tcb-info/{query.Replace("?fmspc=", "", StringComparison.Ordinal)}", ".json", "TCB-Info-Issuer-Chain"),
            "/tdx/certification/v4/qe/identity" => ("intel/tdx/qe-identity", ".json", "SGX-Enclave-Identity-Issuer-Chain"),
            "/sgx/certification/v4/pckcrl" => ($"intel/pck-crl/{(query.Contains("ca=platform", StringComparison.Ordinal) ? "platform" : "processor")}", ".crl", null),
            "/sgx/certification/v4/rootcacrl" when IsPccs => ("intel/root-ca-crl", ".crl", null),
            "/IntelSGXRootCA.der" when !IsPccs => ("intel/root-ca-crl", ".crl", null),
            _ => ("", "", null),
        };
        return machine.Endorsements.TryGet(found.Name, found.Suffix, out Endorsement? endorsement)
            ? SendAsync(context, endorsement, found.Header)
            : SimulatedService.Status(404)(context);
    }

    private async Task SendAsync(HttpContext context, Endorsement endorsement, string? header)
    {
        if (header is not null)
        {
            context.Response.Headers[header] = Uri.EscapeDataString(machine.Pki.SigningChain([CertificateRole.TcbSigning, CertificateRole.Root]));
        }

        bool inHex = IsPccs && endorsement.Suffix == ".crl";
        ReadOnlyMemory<byte> body = inHex ? System.Text.Encoding.ASCII.GetBytes(Hex.Of(endorsement.Bytes.Span)) : endorsement.Bytes;
        context.Response.ContentType = endorsement.Suffix == ".crl" ? "application/pkix-crl" : "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
