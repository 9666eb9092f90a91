// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>The log.</summary>
/// <param name="Heartbeat">An idle log is given a leaf, and its head new Evidence, after so long.</param>
/// <param name="Retention">A run is kept for at least so long after its last checkpoint.</param>
/// <param name="Anchor">Which register is extended with the run's first statement.</param>
internal sealed record LogOptions(TimeSpan Heartbeat, TimeSpan Retention, AnchorChoice Anchor)
{
    private static readonly TimeSpan ShortestHeartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromDays(30);

    public static LogOptions Read(ConfigSection section)
    {
        TimeSpan heartbeat = section.Duration("heartbeat", TimeSpan.FromMinutes(10));
        if (heartbeat < ShortestHeartbeat || heartbeat > LongestHeartbeat)
        {
            section.Report("heartbeat", $"is {heartbeat}, want PT1S to P30D");
        }

        LogOptions options = new(
            heartbeat,
            section.Duration("retention", TimeSpan.FromDays(183)),
            section.Choice("anchor", "auto", "auto", "rtmr3", "none") switch
            {
                "rtmr3" => AnchorChoice.Rtmr3,
                "none" => AnchorChoice.None,
                _ => AnchorChoice.Auto,
            });
        section.Done();
        return options;
    }
}
