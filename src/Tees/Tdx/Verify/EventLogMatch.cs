// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.EventLogs;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 14: the CCEL event log accounts for the RTMRs it speaks of.</summary>
internal static class EventLogMatch
{
    private const string PartName = "ccel";
    private const string TablePartName = "ccel-table";
    private const byte IntelTdx = 2;
    private const int Rtmrs = 4;

    // CCEL counts 1 to 4 for RTMR0 to RTMR3; 0 is MRTD, which no event extends.
    private static readonly BootRegisters Boot = new(SecureBoot: 1, Programs: 2, CommandLine: 3);

    /// <summary>Judges the log.</summary>
    /// <param name="evidence">Quote and log.</param>
    /// <param name="body">The verified report.</param>
    /// <param name="policy">What relies on the registers.</param>
    /// <param name="replaying">The log that replays; null where none does.</param>
    public static Check Appraise(Evidence evidence, TdBody body, TdxPolicy policy, out EventLog? replaying)
    {
        replaying = null;
        if (!evidence.TryGet(PartName, out EvidencePart? part))
        {
            bool referenced = evidence.Parts.Any(each => each.Name == PartName);
            return Check.NotEvaluated(TdxRules.EventLog, referenced ? "the event log is given by digest and not at hand" : "no event log");
        }

        if (!EventLog.TryParse(part.Bytes, out EventLog? log, out Malformed? malformed))
        {
            return Unexplained(malformed.ToString(), policy);
        }

        if (TableFault(evidence) is { } fault)
        {
            return Unexplained(fault, policy);
        }

        Dictionary<uint, ReadOnlyMemory<byte>> quoted = Enumerable.Range(0, Rtmrs).ToDictionary(i => (uint)i + 1, i => Register(body, i));
        if (RegisterMatch.Compare(log, DigestAlgorithm.Sha384, StartValues.Zero, quoted) is not { } matches)
        {
            return Unexplained("the event log has no SHA-384 digests", policy);
        }

        Check check = Judge(matches, policy);
        replaying = check.Outcome == Outcome.Pass ? log : null;
        return check;
    }

    /// <summary>What a log that replays says; hashes all that it holds.</summary>
    public static BootFacts Facts(EventLog replaying) => BootFacts.Of(replaying, DigestAlgorithm.Sha384, Boot);

    // The table is not measured; one that is not a TD's own says that the log beside it was not found by it.
    private static string? TableFault(Evidence evidence)
    {
        if (!evidence.TryGet(TablePartName, out EvidencePart? part))
        {
            return null;
        }

        return !CcelTable.TryParse(part.Bytes, out CcelTable? table, out Malformed? malformed) ? malformed.ToString()
            : table.CcType != IntelTdx ? $"the CCEL table is of CC type {table.CcType}, want {IntelTdx} (Intel TDX)"
            : null;
    }

    private static Check Judge(ImmutableArray<RegisterMatch> matches, TdxPolicy policy)
    {
        string[] diverging = [.. matches.Where(IsUnexplained).Select(each => each.Describe(Name))];
        string[] replayed = [.. matches.Where(each => each.State == RegisterState.Match).Select(each => Name(each.Register))];
        return diverging.Length > 0 ? Unexplained(string.Join("; ", diverging), policy)
            : replayed.Length == 0 ? Unexplained("the event log speaks of no RTMR", policy)
            : Check.Pass(TdxRules.EventLog, $"{string.Join(", ", replayed)} replay");
    }

    // RTMR3 is the guest's own, extended after the firmware's log ends; of the others the log must tell everything.
    private static bool IsUnexplained(RegisterMatch match) =>
        match.State == RegisterState.Mismatch || (match.State == RegisterState.NotInLog && match.Register < Rtmrs && !match.Reproduced);

    // A policy that names a register relies on what was extended into it.
    private static Check Unexplained(string because, TdxPolicy policy) =>
        policy.ReferenceValues.Any(values => values.Expected.Any(each => each.Register.StartsWith("rtmr", StringComparison.Ordinal)))
            ? Check.Fail(TdxRules.EventLog, because)
            : Check.Warn(TdxRules.EventLog, because);

    private static ReadOnlyMemory<byte> Register(TdBody body, int index) => body.Rtmr(index).ToArray();

    private static string Name(uint register) => $"RTMR{register - 1}";
}
