// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>
/// Everything about a simulated TDX machine; as made by <see cref="At"/> it is honest and verifies under its policy at that time.
/// </summary>
public sealed record SimulatedTdxOptions
{
    /// <summary>When the machine is looked at; every honest date is around it.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Seed of the keys; null takes random ones.</summary>
    public string? Seed { get; init; }

    /// <summary>REPORTDATA, 64 bytes.</summary>
    public ReadOnlyMemory<byte> ReportData { get; init; } = Enumerable.Range(0, 64).Select(value => (byte)value).ToArray();

    /// <summary>The processor.</summary>
    public PlatformOptions Platform { get; init; } = new();

    /// <summary>Intel's certificates and revocation lists.</summary>
    public required IntelPkiOptions Pki { get; init; }

    /// <summary>The quoting enclave.</summary>
    public QuotingEnclaveOptions QuotingEnclave { get; init; } = new();

    /// <summary>The TDX module.</summary>
    public TdxModuleOptions Module { get; init; } = new();

    /// <summary>The TD.</summary>
    public TdOptions Td { get; init; } = new();

    /// <summary>The quote.</summary>
    public QuoteOptions Quote { get; init; } = new();

    /// <summary>Intel's provisioning service.</summary>
    public required PcsOptions Pcs { get; init; }

    /// <summary>The policy that is written for it.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The instant of tests and vectors.</summary>
    public static DateTimeOffset DefaultNow { get; } = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An honest machine.</summary>
    /// <param name="now">When it is looked at; fractions of a second are cut.</param>
    public static SimulatedTdxOptions At(DateTimeOffset now)
    {
        DateTimeOffset whole = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        (DateTimeOffset issued, DateTimeOffset next) = (whole.AddDays(-1), whole.AddDays(29));
        return new()
        {
            Now = whole,
            Pki = IntelPkiOptions.At(whole),
            Pcs = new()
            {
                TcbInfo = new() { IssueDate = issued, NextUpdate = next },
                QeIdentity = new() { IssueDate = issued, NextUpdate = next },
            },
        };
    }

    /// <summary>The same machine with that fault.</summary>
    public SimulatedTdxOptions With(Fault<SimulatedTdxOptions> fault) => fault.In(this);
}
