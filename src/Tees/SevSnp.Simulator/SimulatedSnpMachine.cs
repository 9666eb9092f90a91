// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>An SEV-SNP machine made of memory: a guest, its secure processor, its host, and AMD behind it.</summary>
/// <remarks>
/// Everything is byte-exact and signed for real under a root that nobody trusts unless told to. The first machine of a set of keys takes
/// seconds, for RSA keys of 4096 bits are made; others take milliseconds. Thread-safe.
/// </remarks>
public sealed class SimulatedSnpMachine : ISimulatedMachine
{
    /// <summary>The TEE's name.</summary>
    public const string Tee = "sev-snp";

    private const int ChipIdBytes = 64;

    private readonly byte[] chipId;
    private readonly Lazy<Evidence> evidence;
    private readonly Lazy<Endorsements> endorsements;

    private SimulatedSnpMachine(SimulatedSnpOptions options, SimulatedAmdKeys keys)
    {
        Options = options;
        chipId = ChipIdOf(options);
        Pki = new(options, chipId, keys);
        evidence = new(() => Attest(options.ReportData.Span));
        endorsements = new(() => new SimulatedKds(options, Pki).EndorsementsFor(Report));
    }

    /// <summary>What the machine was made from.</summary>
    public SimulatedSnpOptions Options { get; }

    /// <summary>AMD's certificates and keys.</summary>
    public SimulatedAmdPki Pki { get; }

    /// <summary><c>report</c>, and <c>certificate-table</c> where the host gives one.</summary>
    public Evidence Evidence => evidence.Value;

    /// <summary>The bytes of <see cref="Evidence"/>'s report.</summary>
    public ReadOnlyMemory<byte> Report => Evidence.Parts[0].Bytes;

    /// <inheritdoc/>
    public Endorsements Endorsements => endorsements.Value;

    /// <summary>SHA-256 of the trusted root's SubjectPublicKeyInfo: what <c>rootsUnsafe</c> must name.</summary>
    public ReadOnlyMemory<byte> RootSpkiSha256 => Pki.TrustedRoot.Key.SpkiSha256;

    /// <summary>CHIP_ID of the processor, 64 bytes, whatever its reports say.</summary>
    public ReadOnlyMemory<byte> ChipId => chipId;

    /// <summary>Switches a machine on under a hierarchy of its own.</summary>
    /// <exception cref="ArgumentException">A value has not the length that its field has.</exception>
    public static SimulatedSnpMachine Create(SimulatedSnpOptions options) => new(options, new(new SimulatedKeys(options.Seed)));

    /// <summary>Switches a machine on under keys that exist already.</summary>
    /// <param name="options">What it is.</param>
    /// <param name="keys">AMD's keys.</param>
    /// <exception cref="ArgumentException">A value has not the length that its field has.</exception>
    public static SimulatedSnpMachine Create(SimulatedSnpOptions options, SimulatedAmdKeys keys) => new(options, keys);

    /// <summary>New Evidence over other REPORT_DATA.</summary>
    /// <param name="reportData">64 bytes.</param>
    public Evidence Attest(ReadOnlySpan<byte> reportData)
    {
        EvidencePart report = new("report", Write(Options, reportData));
        return new(Tee, CertificateTable() is { } table ? [report, new("certificate-table", table)] : [report]);
    }

    /// <summary>A new report over other REPORT_DATA for another VMPL.</summary>
    /// <param name="reportData">64 bytes.</param>
    /// <param name="vmpl">0 to 3.</param>
    /// <returns>1184 bytes.</returns>
    public byte[] ReportFor(ReadOnlySpan<byte> reportData, uint vmpl) => Write(Options.WithReport(report => report with { Vmpl = vmpl }), reportData);

    /// <summary>The table that the host hands out; null where it gives none.</summary>
    public byte[]? CertificateTable() => new SimulatedKds(Options, Pki).Table();

    /// <inheritdoc/>
    public byte[] Policy() => PolicyOver(Options.Policy.ReportData ?? Options.ReportData);

    /// <inheritdoc/>
    public byte[] BundlePolicy() => PolicyOver(null);

    private byte[] PolicyOver(ReadOnlyMemory<byte>? reportData) => SimulatedPolicy.Write(
        "simulated-sev-snp", RootSpkiSha256, reportData, SevSnpPolicy.Key, json =>
        {
            PolicyDrafting.WriteList(json, "products", Options.Product.Name);
            json.WriteStartArray("referenceValues");
            json.WriteStartObject();
            json.WriteString("name", "simulated");
            PolicyDrafting.WriteList(json, "measurement", Hex.Of((Options.Policy.Measurement ?? Options.Report.Measurement).Span));
            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <inheritdoc/>
    public IEnumerable<SimulatedFile> Files()
    {
        yield return new("report.bin", Report);
        if (Evidence.TryGet("certificate-table", out EvidencePart? table))
        {
            yield return new("certificate-table.bin", table.Bytes);
        }

        yield return new("policy.json", Policy());
        foreach (Endorsement each in Endorsements.All)
        {
            yield return new($"endorsements/{each.Name}{each.Suffix}", each.Bytes);
        }
    }

    private byte[] Write(SimulatedSnpOptions machine, ReadOnlySpan<byte> reportData) => ReportWriter.Write(machine, chipId, reportData, Pki.Leaf.Key);

    // Turin uses the first bytes alone.
    private static byte[] ChipIdOf(SimulatedSnpOptions options)
    {
        byte[] id = new SimulatedKeys(options.Seed).Bytes(ChipIdBytes, "amd/chip-id");
        id.AsSpan(options.Product.ChipIdBytes).Clear();
        return id;
    }
}
