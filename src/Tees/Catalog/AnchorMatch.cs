// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.EventLogs;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>LOG-06: this agent asked for the quote, since it had extended the quoted register with its log's start.</summary>
/// <param name="catalog">Which TEE has which register.</param>
internal sealed class AnchorMatch(TeeCatalog catalog)
{
    private const string Part = "anchor-log";

    /// <summary>Judges the anchor log of a log's Evidence; not evaluated where there is none, a witness where it holds.</summary>
    /// <param name="head">The head.</param>
    /// <param name="evidences">Evidence over the head, with its event logs.</param>
    /// <param name="claims">What the verified Evidence says, by TEE.</param>
    public Step<VerifiedAnchor> Appraise(SignedHead head, ImmutableArray<Evidence> evidences, Claims claims)
    {
        EvidencePart[] parts = [.. evidences.SelectMany(each => each.Parts).Where(part => part.Name == Part)];
        if (parts.Length == 0)
        {
            return new([Check.NotEvaluated(LogRules.Anchor, "no anchor log: whoever could quote could have made this log")], null);
        }

        string? because = Problem(head, parts, evidences, claims, out VerifiedAnchor? anchor);
        return because is null
            ? new([Check.Pass(LogRules.Anchor, $"{anchor!.Register}, run {anchor.Run} of {anchor.Runs}")], anchor)
            : new([Check.Fail(LogRules.Anchor, because)], null);
    }

    private string? Problem(SignedHead head, EvidencePart[] parts, ImmutableArray<Evidence> evidences, Claims claims, out VerifiedAnchor? anchor)
    {
        anchor = null;
        if (parts.Any(part => part.Sha256 is not null || !part.Bytes.Span.SequenceEqual(parts[0].Bytes.Span)))
        {
            return "the anchor log is given by digest, or is not the same in every Evidence";
        }

        if (!AnchorLog.TryParse(parts[0].Bytes, out AnchorLog? log, out Malformed? malformed))
        {
            return malformed.ToString();
        }

        if (Quoted(evidences, claims) is not (AnchorRegister register, ReadOnlyMemory<byte> value))
        {
            return "no Evidence quotes a register that an anchor log can be held against";
        }

        anchor = new(register.Claim, log.Events.Length, log.Events.Length);
        return Replay(log, register, value) ?? Runs(log, head);
    }

    private (AnchorRegister Register, ReadOnlyMemory<byte> Value)? Quoted(ImmutableArray<Evidence> evidences, Claims claims)
    {
        foreach (Evidence each in evidences)
        {
            if (catalog.TryFind(each.Tee, out ITee? tee)
                && tee.AnchorRegister is { } register
                && claims.TryGet(each.Tee, out ClaimValue? group)
                && group is ClaimValue.Group { Members: { } members }
                && members.TryGet(register.Claim, out ClaimValue? value)
                && value is ClaimValue.Text { Value: { } hex })
            {
                return (register, Convert.FromHexString(hex));
            }
        }

        return null;
    }

    private static string? Replay(AnchorLog log, AnchorRegister register, ReadOnlyMemory<byte> quoted)
    {
        // Nobody but runs extends the register: a firmware log that says otherwise is vouched for by nobody, and is not begun from.
        byte[] value = new byte[DigestAlgorithms.SizeOf(register.Algorithm)!.Value];
        foreach (AnchorEvent each in log.Events)
        {
            if (!Statement.TryParse(each.Statement, out Statement? statement, out _)
                || statement.Type != PredicateTypes.LogStart
                || !DigestAlgorithms.Hash(register.Algorithm, each.Statement.Span).AsSpan().SequenceEqual(each.Digest.Span))
            {
                return "an event is not the digest of the log-start beside it";
            }

            value = DigestAlgorithms.Extend(register.Algorithm, value, each.Digest.Span);
        }

        return value.AsSpan().SequenceEqual(quoted.Span) ? null : $"{register.Claim} replays to {Hex.Of(value)}, the quote says {Hex.Of(quoted.Span)}";
    }

    private static string? Runs(AnchorLog log, SignedHead head)
    {
        bool[] isThis = [.. log.Events.Select(each => IsStartOf(head, each.Statement))];
        return isThis.Length == 0 || !isThis[^1] ? "the last event is not this log's start: another run was started since"
            : isThis.Count(each => each) > 1 ? "this log's start stands twice"
            : null;
    }

    private static bool IsStartOf(SignedHead head, ReadOnlyMemory<byte> bytes) =>
        Statement.TryParse(bytes, out Statement? statement, out _)
        && LogStartMatch.Appraise(statement, 0, head.Checkpoint.Origin.ToString(), head.LogKey.Span).Outcome == Outcome.Pass;
}
