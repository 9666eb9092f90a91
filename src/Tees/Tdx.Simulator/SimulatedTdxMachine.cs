// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>A TDX machine made of memory: processor, TDX module, TD, quoting enclave, and Intel behind it.</summary>
/// <remarks>
/// Everything is byte-exact and signed for real under a root that nobody trusts unless told to. A machine is cheap (some milliseconds);
/// its hierarchy can serve other machines of the same platform. Thread-safe while the TD is left alone.
/// </remarks>
public sealed class SimulatedTdxMachine : ISimulatedMachine
{
    /// <summary>The TEE's name.</summary>
    public const string Tee = "tdx";

    private readonly SimulatedTdxModule module;
    private readonly QuoteWriter quotes;
    private Evidence? evidence;
    private Endorsements? endorsements;

    private SimulatedTdxMachine(SimulatedTdxOptions options, SimulatedIntelPki pki, SimulatedKeys keys)
    {
        Options = options;
        Pki = pki;
        Td = new(options.Td);
        module = new(options.Module);
        SimulatedQuotingEnclave enclave = new(options.QuotingEnclave, options.Platform, pki.Pck.Key, keys);
        quotes = new(options.Quote, enclave, pki, options.Platform);
    }

    /// <summary>What the machine was made from.</summary>
    public SimulatedTdxOptions Options { get; }

    /// <summary>Intel's certificates and keys.</summary>
    public SimulatedIntelPki Pki { get; }

    /// <summary>The TD.</summary>
    public SimulatedTd Td { get; }

    /// <summary>
    /// Evidence over <see cref="SimulatedTdxOptions.ReportData"/>, made once: <c>quote</c>, and <c>ccel</c> where the TD has a log.
    /// </summary>
    public Evidence Evidence => evidence ??= Attest(Options.ReportData.Span);

    /// <summary>The bytes of <see cref="Evidence"/>'s quote, with the provider's tail.</summary>
    public ReadOnlyMemory<byte> Quote => Evidence.Parts[0].Bytes;

    /// <inheritdoc/>
    public Endorsements Endorsements => endorsements ??= new SimulatedPcs(Options.Pcs, Pki, Options.Platform, Options.Now).Endorsements;

    /// <summary>SHA-256 of the trusted root's SubjectPublicKeyInfo: what <c>rootsUnsafe</c> must name.</summary>
    public ReadOnlyMemory<byte> RootSpkiSha256 => Pki.TrustedRoot.Key.SpkiSha256;

    /// <summary>Switches a machine on.</summary>
    /// <exception cref="ArgumentException">A value has not the length that its field has.</exception>
    public static SimulatedTdxMachine Create(SimulatedTdxOptions options)
    {
        SimulatedKeys keys = new(options.Seed);
        return new(options, new(options.Pki, options.Platform, keys), keys);
    }

    /// <summary>Switches a machine on under a hierarchy that exists already.</summary>
    /// <param name="options">Its <see cref="SimulatedTdxOptions.Pki"/> is not looked at.</param>
    /// <param name="pki">The hierarchy.</param>
    /// <exception cref="ArgumentException">A value has not the length that its field has.</exception>
    public static SimulatedTdxMachine Create(SimulatedTdxOptions options, SimulatedIntelPki pki) =>
        new(options, pki, new(options.Seed));

    /// <summary>New Evidence over other REPORTDATA.</summary>
    /// <param name="reportData">64 bytes.</param>
    public Evidence Attest(ReadOnlySpan<byte> reportData)
    {
        EvidencePart quote = new("quote", quotes.Write(module.Report(Td, reportData, Options.Quote.BodyType)));
        return new(Tee, Td.EventLog() is { } log ? [quote, new("ccel", log)] : [quote]);
    }

    /// <summary>A new TDREPORT over REPORTDATA, which only this machine could verify.</summary>
    /// <param name="reportData">64 bytes.</param>
    /// <returns>1024 bytes.</returns>
    public byte[] TdReport(ReadOnlySpan<byte> reportData) =>
        TdReportWriter.Write(module.Report(Td, reportData, TdBodyType.Td15), Options.Platform.CpuSvn.Span);

    /// <inheritdoc/>
    public byte[] Policy() => PolicyWriter.Write(Options.Policy, Td, Options.ReportData, RootSpkiSha256);

    /// <inheritdoc/>
    public byte[] BundlePolicy() => PolicyWriter.WriteForBundles(Options.Policy, Td, RootSpkiSha256);

    /// <inheritdoc/>
    public IEnumerable<SimulatedFile> Files()
    {
        yield return new("quote.bin", Quote);
        if (Evidence.TryGet("ccel", out EvidencePart? log))
        {
            yield return new("ccel.bin", log.Bytes);
        }

        yield return new("policy.json", Policy());
        foreach (Endorsement each in Endorsements.All)
        {
            yield return new($"endorsements/{each.Name}{each.Suffix}", each.Bytes);
        }
    }
}
