// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>Group commit (CONTRACTS, section 1.3).</summary>
internal sealed record CommitOptions
{
    private const string Auto = "auto";

    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(1);

    /// <summary>Leaves of a batch.</summary>
    public int MaxLeaves { get; init; } = 4096;

    /// <summary>Bytes of a batch.</summary>
    public int MaxBytes { get; init; } = 8 << 20;

    /// <summary>Statements that wait.</summary>
    public int QueueStatements { get; init; } = 20_000;

    /// <summary>Bytes that wait.</summary>
    public int QueueBytes { get; init; } = 64 << 20;

    /// <summary>How long the first statement of a batch waits for others; null: 5 % of the measured quote latency, at most 50 ms.</summary>
    public TimeSpan? Linger { get; init; }

    /// <summary>How long a waiter waits where the caller set no deadline.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    public static CommitOptions Read(ConfigSection section)
    {
        CommitOptions absent = new();
        CommitOptions options = new()
        {
            MaxLeaves = (int)(section.Integer("maxLeaves", 1, 1 << 16) ?? absent.MaxLeaves),
            MaxBytes = (int)(section.Integer("maxBytes", 1 << 16, 1 << 28) ?? absent.MaxBytes),
            QueueStatements = (int)(section.Integer("queueStatements", 1, 1 << 20) ?? absent.QueueStatements),
            QueueBytes = (int)(section.Integer("queueBytes", 1 << 16, 1 << 30) ?? absent.QueueBytes),
            Linger = section.Text("linger") is null or Auto ? null : AtMost(section, "linger", default, LongestLinger),
            Deadline = AtMost(section, "deadline", absent.Deadline, LongestDeadline),
        };
        section.Done();
        return options;
    }

    private static TimeSpan AtMost(ConfigSection section, string key, TimeSpan absent, TimeSpan longest)
    {
        TimeSpan span = section.Duration(key, absent);
        if (span > longest)
        {
            section.Report(key, $"is {span}, want at most {longest}");
        }

        return span;
    }
}
