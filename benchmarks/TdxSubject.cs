// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Attestation.Policies;
using Attestation.Tdx;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Benchmarks;

/// <summary>One quote with its collateral: a real one where a vector folder is given, else a simulated one of the same format.</summary>
internal sealed record TdxSubject(string Label, byte[] Quote, ImmutableArray<Endorsement> Endorsements, AppraisalPolicy Policy, DateTimeOffset Now)
{
    private static readonly Dictionary<string, string> RealCases = new()
    {
        ["v4"] = "v4-bt2-b0c06f000000-f1c85033__b0c06f000000-prod-20250619-eval17-369f",
        ["v5"] = "v5-bt3-90c06f000000-cf77a6e9__90c06f000000-prod-20260218-eval18-4552",
    };

    public static TdxSubject Of(string format)
    {
        string? vectors = Environment.GetEnvironmentVariable("ATTESTATION_VECTORS");
        return vectors is { Length: > 0 } && Directory.Exists(Path.Combine(vectors, "tdx"))
            ? Real(Path.Combine(vectors, "tdx"), RealCases[format], format)
            : Simulated(format);
    }

    /// <summary>New Endorsement objects over the same bytes, so that nothing computed about them is kept.</summary>
    public Endorsements Fresh() => new(Endorsements.Select(each => new Endorsement(each.Name, each.Suffix, each.Bytes)));

    private static TdxSubject Real(string folder, string id, string format)
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
        JsonElement found = cases.RootElement.EnumerateArray().First(each => each.GetProperty("id").GetString() == id);
        string fmspc = id.Split('-')[2];
        byte[] Bytes(string key) => File.ReadAllBytes(Path.Combine(folder, found.GetProperty(key).GetString()!));
        return new(
            $"real quote {id.Split("__")[0]}",
            Bytes("quote"),
            [
                new(IntelPcs.TcbInfo(Convert.FromHexString(fmspc)), IntelPcs.Json, Bytes("tcbinfo")),
                new(IntelPcs.QeIdentity, IntelPcs.Json, Bytes("qeidentity")),
                new(IntelPcs.TcbSigningChain, IntelPcs.PemChain, Bytes("signing_chain")),
                new(IntelPcs.PlatformCrl, IntelPcs.Crl, Bytes("pckcrl")),
                new(IntelPcs.RootCrl, IntelPcs.Crl, Bytes("rootcrl")),
            ],
            PolicyFor([]),
            DateTimeOffset.FromUnixTimeSeconds(found.GetProperty("unix").GetInt64()));
    }

    private static TdxSubject Simulated(string format)
    {
        SimulatedTdxOptions options = SimulatedTdxOptions.At(SimulatedTdxOptions.DefaultNow);
        options = format == "v5" ? options with { Quote = QuoteOptions.Version5(TdBodyType.Td15) } : options;
        SimulatedTdxMachine machine = SimulatedTdxMachine.Create(options);
        machine.Evidence.TryGet("quote", out EvidencePart? quote);
        return new(
            $"simulated quote {format}",
            quote!.Bytes.ToArray(),
            [.. machine.Endorsements.All],
            PolicyFor([machine.RootSpkiSha256]),
            options.Now);
    }

    private static AppraisalPolicy PolicyFor(ImmutableArray<ReadOnlyMemory<byte>> roots) => new()
    {
        ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
        RootsUnsafe = roots,
        Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add("tdx", new TdxPolicy
        {
            AnyMeasurementUnsafe = true,
            Accept = [.. Enum.GetValues<TcbStatus>()],
        }),
    };
}
