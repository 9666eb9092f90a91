// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.Policies;
using Attestation.SevSnp;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.Benchmarks;

/// <summary>One report with AMD's certificates: a real one where a vector folder is given, else a simulated one under the same kind of key.</summary>
internal sealed record SnpSubject(string Label, Evidence Evidence, Endorsements Endorsements, AppraisalPolicy Policy, DateTimeOffset Now)
{
    private const string Seed = "benchmarks";

    private static readonly SimulatedAmdKeys Keys = new(new(Seed));

    private static readonly Dictionary<string, RealCase> RealCases = new()
    {
        ["vcek"] = new("genoa-v5-vcek-routex", SnpProduct.Genoa, VekKind.Vcek, "ask-genoa", "ark-genoa", new(2025, 12, 11, 0, 0, 0, TimeSpan.Zero), 0),
        ["vlek"] = new("milan-v3-vlek-aws-use2-vmpl1", SnpProduct.Milan, VekKind.Vlek, "asvk-milan", "ark-milan", new(2025, 1, 9, 0, 0, 0, TimeSpan.Zero), 1),
    };

    public static SnpSubject Of(string key)
    {
        string? vectors = Environment.GetEnvironmentVariable("ATTESTATION_VECTORS");
        return vectors is { Length: > 0 } && Directory.Exists(Path.Combine(vectors, "snp"))
            ? Real(Path.Combine(vectors, "snp"), key, RealCases[key])
            : Simulated(Enum.Parse<VekKind>(key, ignoreCase: true), Seed);
    }

    /// <summary>Machines that differ in chip, leaf and report, under the same certificates of ARK and ASK or ASVK; without a revocation list, as the real one.</summary>
    public static SnpSubject[] Fleet(string key, int count)
    {
        VekKind kind = Enum.Parse<VekKind>(key, ignoreCase: true);
        SnpSubject[] machines = [.. Enumerable.Range(0, count).Select(i => Simulated(kind, $"{Seed}/{i}"))];
        Endorsement[] vendor = [.. machines[0].Endorsements.All.Where(each => each.Suffix == AmdKds.PemChain)];
        return [.. machines.Select(each => each with { Endorsements = new([.. vendor, .. each.Endorsements.All.Where(leaf => leaf.Suffix == AmdKds.Der)]) })];
    }

    private static SnpSubject Real(string folder, string key, RealCase real)
    {
        byte[] report = File.ReadAllBytes(Path.Combine(folder, "reports", $"{real.Id}.report.bin"));
        byte[] leaf = File.ReadAllBytes(Path.Combine(folder, "certs", $"{real.Id}.{key}.der"));
        byte[] chain = [.. Pem(folder, real.Issuer), .. Pem(folder, real.Root)];
        return new(
            $"real report {real.Id}",
            new("sev-snp", [new("report", report)]),
            new([
                new(NameOf(leaf, report, real), AmdKds.Der, leaf),
                new(AmdKds.CertChain(real.Product, real.Kind), AmdKds.PemChain, chain),
            ]),
            PolicyFor([], real.Vmpl),
            real.Now);
    }

    private static SnpSubject Simulated(VekKind kind, string seed)
    {
        SimulatedSnpOptions options = SimulatedSnpOptions.At(SimulatedSnpOptions.DefaultNow, kind: kind) with { Seed = seed };
        SimulatedSnpMachine machine = SimulatedSnpMachine.Create(options, Keys);
        return new($"simulated report under a {kind}", machine.Evidence, machine.Endorsements, PolicyFor([machine.RootSpkiSha256], 0), options.Now);
    }

    private static string NameOf(byte[] leaf, byte[] report, RealCase real)
    {
        AttestationReport.TryParse(report, out AttestationReport? parsed, out _);
        return real.Kind == VekKind.Vlek
            ? AmdKds.Vlek(real.Product, SHA256.HashData(leaf))
            : AmdKds.Vcek(real.Product, parsed!.ChipId, parsed.ReportedTcb(real.Product.Generation));
    }

    private static byte[] Pem(string folder, string name) => Encoding.ASCII.GetBytes(
        PemEncoding.WriteString("CERTIFICATE", File.ReadAllBytes(Path.Combine(folder, "roots", $"{name}.der"))) + "\n");

    private static AppraisalPolicy PolicyFor(ImmutableArray<ReadOnlyMemory<byte>> roots, uint vmpl) => new()
    {
        ExpectedReportData = new ExpectedReportData.AnyUnsafe(),
        RootsUnsafe = roots,
        Crl = CrlPolicy.IfPresentUnsafe,
        Sections = ImmutableDictionary<string, ITeePolicy>.Empty.Add("sev-snp", SevSnpPolicy.Strict with
        {
            AnyMeasurementUnsafe = true,
            Vmpl = [vmpl],
            Allow = new() { ProvisionalFirmwareUnsafe = true },
        }),
    };

    private sealed record RealCase(string Id, SnpProduct Product, VekKind Kind, string Issuer, string Root, DateTimeOffset Now, uint Vmpl);
}
