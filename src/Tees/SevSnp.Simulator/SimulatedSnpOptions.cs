// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>
/// Everything about a simulated SEV-SNP machine; as made by <see cref="At"/> it is honest and verifies under its policy at that time.
/// </summary>
public sealed record SimulatedSnpOptions
{
    /// <summary>When the machine is looked at; every honest date is around it.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Seed of elliptic-curve keys and ids; null takes random ones.</summary>
    public string? Seed { get; init; }

    /// <summary>The product line.</summary>
    public required SnpProduct Product { get; init; }

    /// <summary>Whether a VCEK or a VLEK signs.</summary>
    public required VekKind Kind { get; init; }

    /// <summary>REPORT_DATA, 64 bytes.</summary>
    public ReadOnlyMemory<byte> ReportData { get; init; } = Enumerable.Range(0, 64).Select(value => (byte)value).ToArray();

    /// <summary>AMD's certificates and revocation list.</summary>
    public required AmdPkiOptions Pki { get; init; }

    /// <summary>AMD's extensions of the leaf.</summary>
    public VekOptions Vek { get; init; } = new();

    /// <summary>The report.</summary>
    public ReportOptions Report { get; init; } = new();

    /// <summary>How AMD's documents are handed out.</summary>
    public KdsOptions Kds { get; init; } = new();

    /// <summary>The policy that is written for it.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The instant of tests and vectors.</summary>
    public static DateTimeOffset DefaultNow { get; } = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An honest machine.</summary>
    /// <param name="now">When it is looked at; fractions of a second are cut.</param>
    /// <param name="product">The product line; null is Genoa.</param>
    /// <param name="kind">Whose key signs.</param>
    public static SimulatedSnpOptions At(DateTimeOffset now, SnpProduct? product = null, VekKind kind = VekKind.Vcek)
    {
        DateTimeOffset whole = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        SnpProduct line = product ?? SnpProduct.Genoa;
        return new() { Now = whole, Product = line, Kind = kind, Pki = AmdPkiOptions.At(whole, line, kind) };
    }

    /// <summary>The same machine with that fault.</summary>
    public SimulatedSnpOptions With(Fault<SimulatedSnpOptions> fault) => fault.In(this);

    /// <summary>The same machine with another report.</summary>
    public SimulatedSnpOptions WithReport(Func<ReportOptions, ReportOptions> change) => this with { Report = change(Report) };
}
