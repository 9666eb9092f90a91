// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator.Guest;

/// <summary>How long a simulated device takes. Figures measured on hardware by others; simulated ones are never compared with them.</summary>
/// <param name="Name">Lower-case kebab, for reports of benchmarks.</param>
/// <param name="Of">Time of a request, by its number from 0.</param>
public sealed record SimulatedLatency(string Name, Func<long, TimeSpan> Of)
{
    private const int FastestPoll = 7;
    private const int PollSteps = 5;
    private const int Stalls = 10;

    /// <summary>No time at all.</summary>
    public static SimulatedLatency None { get; } = new("none", _ => TimeSpan.Zero);

    /// <summary>A TDX quote under a stock kernel, which looks for the answer once a second: 1.03 s.</summary>
    public static SimulatedLatency TdxStock { get; } = new("tdx-stock", _ => TimeSpan.FromMilliseconds(1030));

    /// <summary>A TDX quote under a kernel that looks every few milliseconds: 7, 8, 9, 10, 11 ms in turn.</summary>
    public static SimulatedLatency TdxFastPoll { get; } = new("tdx-fast-poll", number => TimeSpan.FromMilliseconds(FastestPoll + (number % PollSteps)));

    /// <summary>An SEV-SNP report, 8 ms; the host throttles each tenth for 10.2 s.</summary>
    public static SimulatedLatency SevSnp { get; } =
        new("sev-snp", number => TimeSpan.FromMilliseconds(8) + (number % Stalls == Stalls - 1 ? TimeSpan.FromMilliseconds(10_200) : TimeSpan.Zero));
}
