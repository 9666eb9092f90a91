// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>log-start/v1</c>, leaf 0 of every log: this run, this boot, the head of the run before.</summary>
public sealed record LogStart : IPredicate
{
    /// <summary>The log's origin.</summary>
    public required string Origin { get; init; }

    /// <summary>The run id: SHA-256 of the log key; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> RunId { get; init; }

    /// <summary>The raw public log key; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> LogKey { get; init; }

    /// <summary>The agent.</summary>
    public required AgentIdentity Agent { get; init; }

    /// <summary>The TEEs whose Evidence covers the log; at least one.</summary>
    public required ImmutableArray<string> Tees { get; init; }

    /// <summary>True under a simulated machine.</summary>
    public required bool Simulated { get; init; }

    /// <summary>The kernel's boot id.</summary>
    public required Guid BootId { get; init; }

    /// <summary>Event logs at the start.</summary>
    public required ImmutableArray<EventLogReference> EventLogs { get; init; }

    /// <summary>CLOCK_BOOTTIME in nanoseconds.</summary>
    public required ulong Monotonic { get; init; }

    /// <summary>The head that the run before left; null where none was found.</summary>
    public PreviousHead? Previous { get; init; }

    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.LogStart;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects => [Subject.OfSha256(Subject.Exe, Agent.Sha256), Subject.OfSha256(Subject.LogKey, RunId)];

    /// <summary>What a statement of this type says.</summary>
    /// <exception cref="ArgumentException">A statement of another type.</exception>
    public static LogStart Of(Statement statement)
    {
        PredicateTypes.LogStart.Require(statement);
        JsonItem item = statement.Predicate;
        return new()
        {
            Origin = item.Text("origin"),
            RunId = item.HexBytes("runId"),
            LogKey = item.Base64Bytes("logKey"),
            Agent = item.Agent(),
            Tees = item.Tees(),
            Simulated = item.Text("simulated") == "true",
            BootId = Guid.Parse(item.Text("bootId")),
            EventLogs = item.EventLogs(),
            Monotonic = item.Counter("monotonic"),
            Previous = item.TryGet("previous", out JsonItem? head) ? new(head.Text("origin"), head.Counter("size"), head.Base64Bytes("root")) : null,
        };
    }

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("origin", Origin);
        json.WriteHex("runId", RunId);
        json.WriteBase64("logKey", LogKey);
        json.WriteAgent(Agent);
        json.WriteTees(Tees);
        json.WriteBoolean("simulated", Simulated);
        json.WriteString("bootId", BootId.ToString("D"));
        json.WriteEventLogs(EventLogs);
        json.WriteCounter("monotonic", Monotonic);
        if (Previous is { } head)
        {
            json.WriteStartObject("previous");
            json.WriteString("origin", head.Origin);
            json.WriteCounter("size", head.Size);
            json.WriteBase64("root", head.Root);
            json.WriteEndObject();
        }
    }
}
