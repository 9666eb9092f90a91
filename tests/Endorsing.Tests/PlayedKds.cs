// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp;
using Attestation.SevSnp.Simulator;
using Microsoft.AspNetCore.Http;

namespace Attestation.Endorsing.Tests;

/// <summary>AMD's key distribution service, played from what a simulated machine's AMD publishes, under AMD's paths.</summary>
internal sealed class PlayedKds(SimulatedSnpMachine machine)
{
    public async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path + context.Request.QueryString;
        Endorsement? found = machine.Endorsements.All.FirstOrDefault(each => PathOf(each.Name) == path);
        if (found is null)
        {
            await SimulatedService.Status(404)(context);
            return;
        }

        context.Response.ContentType = found.Suffix == ".pem" ? "application/x-pem-file" : "application/pkix-cert";
        context.Response.ContentLength = found.Bytes.Length;
        await context.Response.Body.WriteAsync(found.Bytes);
    }

    /// <summary>AMD's path for a name, by the specification and not by the plan; empty for a VLEK, which guests cannot have.</summary>
    public static string PathOf(string name)
    {
        string[] parts = name.Split('/');
        string line = SnpProduct.OfName(parts[1])!.Line;
        return parts[2] switch
        {
            "cert-chain" => $"/{parts[3]}/v1/{line}/cert_chain",
            "crl" => $"/{parts[3]}/v1/{line}/crl",
            "vcek" => $"/vcek/v1/{line}/{(line == "Turin" ? parts[3][..16] : parts[3])}?{QueryOf(line, Convert.FromHexString(parts[4]))}",
            _ => "",
        };
    }

    // Bytes of TCB_VERSION in report order; Turin begins with FMC and has SNP before its reserved bytes.
    private static string QueryOf(string line, byte[] tcb)
    {
        ImmutableArray<(string Name, int At)> levels = line == "Turin"
            ? [("fmc", 0), ("bl", 1), ("tee", 2), ("snp", 3), ("ucode", 7)]
            : [("bl", 0), ("tee", 1), ("snp", 6), ("ucode", 7)];
        return string.Join('&', levels.Select(each => FormattableString.Invariant($"{each.Name}SPL={tcb[each.At]:00}")));
    }
}
