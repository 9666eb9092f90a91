// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Names of a run's files beside its tiles (CONTRACTS, section 1.2).</summary>
public static class LogLayout
{
    /// <summary>The newest published note; the only commit point.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>The note before it is renamed into place.</summary>
    public const string UnpublishedCheckpoint = "checkpoint.tmp";

    /// <summary>The directory of Evidence documents.</summary>
    public const string EvidenceDirectory = "evidence";

    /// <summary>The directory of event logs.</summary>
    public const string EventLogDirectory = "eventlog";

    /// <summary>Most bytes of an event log.</summary>
    public const int MaxEventLogBytes = 16 << 20;

    /// <summary>The Evidence document over the checkpoint of a tree size.</summary>
    public static string Evidence(long size) => $"{EvidenceDirectory}/{TileNumber.Of(size)}";

    /// <summary>An event log, by the SHA-256 of its bytes.</summary>
    public static string EventLog(ReadOnlySpan<byte> sha256) => $"{EventLogDirectory}/{Hex.Of(sha256)}";
}
