// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Benchmarks.Report;

/// <summary>The parts of the report, in its order. Names of parts and keys are anchors that documents link to.</summary>
internal static class PartShapes
{
    private static readonly Figure[] Verification =
    [
        new("medianMicroseconds", "median µs"), new("p95Microseconds", "p95 µs"), new("allocatedBytes", "allocated bytes"),
        new("timesRawVerify", "times raw verify"), new("aim", "aim, times"),
    ];

    private static readonly Figure[] Milliseconds =
    [
        new("p50Milliseconds", "p50 ms"), new("p90Milliseconds", "p90 ms"), new("p99Milliseconds", "p99 ms"), new("maxMilliseconds", "max ms"),
    ];

    /// <summary>Parse and verify a TDX quote.</summary>
    public static PartShape TdxVerify { get; } = new(
        "tdx-verify", "TDX quotes: parse and verify", "Cold: nothing is kept from before. Warm: the certificate chain and the documents were verified before.", ["subject", "operation"], Verification);

    /// <summary>Parse and verify an SEV-SNP report.</summary>
    public static PartShape SnpVerify { get; } = new(
        "snp-verify", "SEV-SNP reports: parse and verify", "As above, beside a raw P-384 verify.", ["subject", "operation"], Verification);

    /// <summary>The command line tool.</summary>
    public static PartShape Process { get; } = new(
        "attest-process", "`attest verify`: the whole process", "The native binary, from exec to exit, verifying one TDX quote from files.", [],
        [new("min", "min ms"), new("p50", "p50 ms"), new("p90", "p90 ms"), new("p99", "p99 ms"), new("max", "max ms")]) { Members = ["milliseconds"] };

    /// <summary>The device.</summary>
    public static PartShape Quote { get; } = new(
        "quote-latency", "Quote latency", "One request after the other, as the agent asks. A stall took ten medians and more than a second.", ["device"],
        [
            new("quotes", "quotes"), new("p50Milliseconds", "p50 ms"), new("p90Milliseconds", "p90 ms"), new("p99Milliseconds", "p99 ms"),
            new("p999Milliseconds", "p99.9 ms"), new("maxMilliseconds", "max ms"), new("stalls", "stalls"),
        ]);

    /// <summary>Statements.</summary>
    public static PartShape Load { get; } = new(
        "agent-load", "Statements: throughput and batching",
        "Closed loop, the load generator on the same cores, quotas raised. One quote covers all statements that wait, but for \"one quote each\".", ["device", "commit", "callers"],
        [
            new("perSecond", "statements/s"), new("p50Milliseconds", "p50 ms"), new("p99Milliseconds", "p99 ms"), new("maxMilliseconds", "max ms"),
            new("quoteP50Milliseconds", "quote p50 ms"), new("refused", "refused"), new("residentKilobytes", "resident kB"),
        ]);

    /// <summary>Memory without work.</summary>
    public static PartShape Idle { get; } = new(
        "agent-idle", "Memory: idle agent", "It serves, and nobody asks.", [], [new("idleKilobytes", "resident kB"), new("aimKilobytes", "aim, at most kB")])
    {
        File = "agent-load",
        Members = ["memory"],
    };

    /// <summary>Memory over time.</summary>
    public static PartShape Steady { get; } = new(
        "agent-memory", "Memory: under load, over time", "Slope of resident memory over the last half.", [],
        [
            new("callers", "callers"), new("statements", "statements"), new("seconds", "seconds"),
            new("slopeMebibytesAMinute", "slope, MiB a minute"), new("aimMebibytesAMinute", "aim, below"),
        ]) { Members = [] };

    /// <summary>Process measurement.</summary>
    public static PartShape Measure { get; } = new(
        "measure-process", "Measuring a process",
        "In process, one after the other. Cold: the file's digest is not known, its bytes are in the page cache. Warm: it is known. Grown: a copy with zero bytes behind its end.", ["program", "cache"],
        [new("bytes", "bytes of the program"), new("measurements", "measurements"), .. Milliseconds]);

    /// <summary>Key binding.</summary>
    public static PartShape Bind { get; } = new(
        "bind", "Binding keys",
        "`attest bench --bind` as the load generator: new key, begin, challenge, signature, measurement, statement, quote. Closed loop, on the same cores, quotas raised.", ["device", "callers"],
        [new("perSecond", "bindings/s"), .. Milliseconds, new("refused", "refused"), new("aimPerSecond", "aim, at least a second")]);

    /// <summary>The log on a disk.</summary>
    public static PartShape Log { get; } = new(
        "log", "The log: append and prove", "In process, in a directory on a disk, every write fsynced, leaves of 512 bytes. Filled in batches of 4,096; then leaves one by one; then proofs of leaves here and there out of the files, each checked.", ["leaves"],
        [
            new("filledPerSecond", "leaves/s in batches"), new("appendP50Microseconds", "append one, p50 µs"), new("appendP99Microseconds", "p99 µs"),
            new("proveP50Microseconds", "prove, p50 µs"), new("proveP99Microseconds", "p99 µs"), new("diskMebibytes", "disk MiB"),
        ]);

    /// <summary>Event logs.</summary>
    public static PartShape Replay { get; } = new(
        "replay", "Event logs: parse and replay", "A TD's CCEL, parsed, and replayed in SHA-384.", ["log"],
        [new("bytes", "bytes"), new("events", "events"), new("parseP50Microseconds", "parse, p50 µs"), new("replayP50Microseconds", "replay, p50 µs")]);

    /// <summary>SPIRE's plugins.</summary>
    public static PartShape Plugins { get; } = new(
        "spire-plugins", "SPIRE's plugins: start, and attestation end to end",
        "Agent, plugins and both SPIREs on the same cores. An attestation is challenge, quote, append, verification, hand-over and the composer's answer.", ["form"],
        [
            new("handshakeP50", "exec to handshake, p50 ms"), new("configuredP50", "to configured, p50 ms"), new("attestationP50", "attestation, p50 ms"),
            new("deviceAttestationP50", "with a device of 7 to 11 ms, p50 ms"), new("together", "attestations/s, 32 at once"),
            new("serverCpuMilliseconds", "server's CPU ms an attestation"), new("idleServer", "server plugin idle, MB"), new("usedServer", "after use, MB"),
        ]) { Members = ["native", "built"] };

    /// <summary>All of them.</summary>
    public static ImmutableArray<PartShape> All { get; } =
        [TdxVerify, SnpVerify, Process, Quote, Load, Idle, Steady, Measure, Bind, Log, Replay, Plugins];
}
