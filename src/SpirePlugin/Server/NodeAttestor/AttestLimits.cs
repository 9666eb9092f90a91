// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What a caller whom nobody has authenticated may take (CONTRACTS, sections 1.3 and 11.4; issue M4).</summary>
internal static class AttestLimits
{
    /// <summary>Bytes of the first message.</summary>
    public const int Payload = 16 << 10;

    /// <summary>Bytes of the Evidence document.</summary>
    public const int Evidence = 128 << 10;

    /// <summary>Bytes of one piece of an event log.</summary>
    public const int Chunk = 192 << 10;

    /// <summary>Bytes of all event logs of one attestation.</summary>
    public const int Logs = 16 << 20;

    /// <summary>Bytes of event logs of all attestations together.</summary>
    public const long LogsTogether = 256L << 20;

    /// <summary>Attestations that are under way at once, half-open ones among them.</summary>
    public const int Attestations = 8192;

    /// <summary>Time for the first message, which is sent without waiting for anything.</summary>
    public static readonly TimeSpan PayloadTime = TimeSpan.FromSeconds(5);

    /// <summary>Time for statement and Evidence: a throttled report takes up to 62 s.</summary>
    public static readonly TimeSpan EvidenceTime = TimeSpan.FromSeconds(90);

    /// <summary>Time for each piece of an event log.</summary>
    public static readonly TimeSpan ChunkTime = TimeSpan.FromSeconds(10);

    /// <summary>Time for the whole attestation.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(120);
}
