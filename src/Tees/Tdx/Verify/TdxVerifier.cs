// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.EventLogs;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Appraises TDX Evidence, step by step in the order of the trust chain. Pure; thread-safe.</summary>
/// <param name="cache">Keeps authentic chains and documents between appraisals; <see cref="VerifiedCache.None"/> for none.</param>
public sealed class TdxVerifier(VerifiedCache cache)
{
    private readonly RootKeys rootKeys = new();

    /// <summary>Appraises one quote.</summary>
    /// <inheritdoc cref="IVerifier.Appraise"/>
    public TdxAppraisal Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        if (!evidence.TryGet(TdxTee.QuotePart, out EvidencePart? part))
        {
            run.Take(Check.Fail(TdxRules.FmtStructure, "the Evidence has no quote"));
            return new(new(run.Finish(TdxRules.All), static () => [], now) { Policy = policy }, null);
        }

        RootSet roots = Roots(policy.RootsUnsafe);
        AppraisalContext context = new(endorsements, policy, roots, cache, now);
        run.Take(QuoteFormat.Read(part.Bytes), out Quote? quote);
        VerifiedQuote? verified = quote is null ? null : Authenticate(run, quote, context);
        TcbEvaluation? tcb = null;
        Func<Claims> claims = verified is null ? NoClaims : Appraise(run, evidence, verified, context, out tcb);
        return new(Result(run, part.Bytes, quote, verified, claims, context), tcb);
    }

    internal RootSet Roots(ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) => new(TdxRoots.All, rootsUnsafe, rootKeys);

    /// <summary>The PCK chain of a quote, or null where it is not authentic: who plans by it asks for no stranger's platform.</summary>
    internal PckChain? PckOf(Evidence evidence, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        evidence.TryGet(TdxTee.QuotePart, out EvidencePart? part)
        && QuoteFormat.Read(part.Bytes).Witness is { } quote
        && PckChain.Verify(quote, Roots(rootsUnsafe), cache).Witness is { } pck
            ? pck
            : null;

    private static Claims NoClaims() => [];

    // From bytes to a genuine TD report: needs nothing but the quote and the roots.
    private static VerifiedQuote? Authenticate(AppraisalRun run, Quote quote, AppraisalContext context) =>
        run.Take(PckChain.Verify(quote, context.Roots, context.Cache), out PckChain? pck)
        && run.Take(QuotingEnclave.Verify(quote, pck), out QuotingEnclave? enclave)
        && run.Take(VerifiedQuote.Verify(quote, pck, enclave), out VerifiedQuote? verified)
            ? verified
            : null;

    // What the genuine report is worth: dates, revocation, collateral, TCB, policy. Every step is reached, so that one run says all.
    private static Func<Claims> Appraise(AppraisalRun run, Evidence evidence, VerifiedQuote verified, AppraisalContext context, out TcbEvaluation? tcb)
    {
        TdxPolicy policy = context.Policy.Of(TdxTee.TeeName, TdxPolicy.Strict);
        PckChain pck = verified.Pck;
        run.Add(pck.Validity(context.Now));
        run.Add(ReportDataMatch.Appraise(TdxRules.ReportData, verified.Body.ReportData, context.Policy.ExpectedReportData));
        run.Add(TdxMeasurements.Appraise(verified.Body, policy));
        run.Add(TdAppraisal.Appraise(verified.Body, policy));
        run.Add(PlatformMatch.Appraise(pck.Sgx, policy));
        run.Add(EventLogMatch.Appraise(evidence, verified.Body, policy, out EventLog? replaying));
        tcb = null;
        if (!run.Take(Revocation.Verify(pck, context), out Revocation? revocation))
        {
            return NoClaims;
        }

        IssuerChains issuers = new(pck.Root, pck.RootKey);
        bool hasInfo = run.Take(TcbInfoMatch.Verify(pck, issuers, revocation, context), out SignedCollateral<TcbInfo>? info);
        bool hasIdentity = run.Take(
            SignedCollateral<QeIdentity>.Verify(IntelPcs.QeIdentity, CollateralRules.QeIdentity, pck, issuers, revocation, context),
            out SignedCollateral<QeIdentity>? identity);
        if (hasIdentity)
        {
            run.Add(QuotingEnclaveMatch.Appraise(verified.Quote.QeReport, identity!.Document));
        }

        if (!hasInfo || !hasIdentity || !run.Take(TdxModuleMatch.Verify(verified.Body, info!.Document), out _))
        {
            return NoClaims;
        }

        tcb = TcbMatch.Evaluate(verified.Body, verified.Quote.QeReport.IsvSvn, pck.Sgx, info.Document, identity!.Document);
        run.Add(TcbAppraisal.Appraise(tcb, verified.Body.TeeTcbSvn, info.Document, identity.Document, policy, context.Now));
        TcbEvaluation evaluated = tcb;
        return () => TdxClaims.Of(verified, evaluated, info.Document, identity.Document, replaying);
    }

    private static AttestationResult Result(
        AppraisalRun run, ReadOnlyMemory<byte> received, Quote? quote, VerifiedQuote? verified, Func<Claims> claims, AppraisalContext context)
    {
        ReadOnlyMemory<byte> appraised = quote?.Raw ?? received;
        string format = quote is null ? "unknown" : $"quote-v{quote.Version}";
        return new(run.Finish(TdxRules.All), claims, context.Now)
        {
            Evidences = [new(TdxTee.TeeName, format, appraised) { Title = TdxTee.TeeTitle }],
            Endorsements = context.UsedEndorsements,
            Policy = context.Policy,
            Simulated = verified?.Pck.TrustedRoot.Simulated ?? false,
        };
    }
}
