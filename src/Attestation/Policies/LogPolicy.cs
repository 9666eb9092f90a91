// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.Policies;

/// <summary>What a policy asks of the log that carries statements; an absent key asks nothing.</summary>
public sealed record LogPolicy
{
    private const int Sha256Bytes = 32;
    private const long MaxRuns = 1_000_000;

    /// <summary>Exact origins, or prefixes that end in <c>/attestation-agent/</c>; empty allows any.</summary>
    public ImmutableArray<string> Origins { get; private init; } = [];

    /// <summary>SHA-256 of accepted agent executables; empty allows any.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Agents { get; private init; } = [];

    /// <summary>An anchor log that replays is demanded.</summary>
    public bool RequireAnchor { get; private init; }

    /// <summary>The run must be the first of its boot.</summary>
    public bool RequireFirstRun { get; private init; }

    /// <summary>The boot may have at most so many runs; null asks nothing.</summary>
    public long? MaxRunsPerBoot { get; private init; }

    /// <summary>Age limit of the newest heartbeat; null asks nothing.</summary>
    public TimeSpan? MaxHeartbeatAge { get; private init; }

    /// <summary>A checkpoint that the log must extend; null asks nothing.</summary>
    public KnownCheckpoint? Minimum { get; private init; }

    /// <summary>True where the policy asks anything that only a log can show.</summary>
    public bool AsksAnything =>
        Origins.Length > 0 || Agents.Length > 0 || RequireAnchor || RequireFirstRun
        || MaxRunsPerBoot is not null || MaxHeartbeatAge is not null || Minimum is not null;

    /// <summary>Reads the section <c>log</c>.</summary>
    public static LogPolicy Read(ConfigSection section)
    {
        TimeSpan heartbeatAge = section.Duration("maxHeartbeatAge", TimeSpan.Zero);
        LogPolicy policy = new()
        {
            Origins = [.. section.Each("origins", (value, path) => Origin(section, value, path)).OfType<string>()],
            Agents = section.BytesList("agents", Sha256Bytes),
            RequireAnchor = section.Boolean("requireAnchor", absent: false),
            RequireFirstRun = section.Boolean("requireFirstRun", absent: false),
            MaxRunsPerBoot = section.Integer("maxRunsPerBoot", 1, MaxRuns),
            MaxHeartbeatAge = section.Has("maxHeartbeatAge") ? heartbeatAge : null,
            Minimum = KnownCheckpoint.Read(section.Section("minimum")),
        };
        section.Done();
        return policy;
    }

    private static string? Origin(ConfigSection section, JsonItem value, string path)
    {
        if (value.Kind == JsonKind.Text && value.Text.Contains("/attestation-agent/", StringComparison.Ordinal))
        {
            return value.Text;
        }

        section.Report(value, path, "is not an origin, want one or a prefix that ends in /attestation-agent/");
        return null;
    }
}
