// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;

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
            run.Add(Check.Fail(TdxRules.FmtStructure, "the Evidence has no quote"));
            return new(new(run.Finish(TdxRules.All), [], now) { Unsafe = policy.Unsafe }, null);
        }

        RootSet roots = new(TdxRoots.All, policy.RootsUnsafe, rootKeys);
        Context context = new(endorsements, policy, roots, cache, now);
        run.Take(QuoteFormat.Read(part.Bytes), out Quote? quote);
        VerifiedQuote? verified = quote is null ? null : Authenticate(run, quote, context);
        TcbEvaluation? tcb = null;
        Claims claims = verified is null ? [] : Appraise(run, evidence, verified, context, out tcb);
        return new(Result(run, part.Bytes, quote, verified, claims, context), tcb);
    }

    // From bytes to a genuine TD report: needs nothing but the quote and the roots.
    private static VerifiedQuote? Authenticate(AppraisalRun run, Quote quote, Context context) =>
        run.Take(PckChain.Verify(quote, context.Roots, context.Cache), out PckChain? pck)
        && run.Take(QuotingEnclave.Verify(quote, pck), out QuotingEnclave? enclave)
        && run.Take(VerifiedQuote.Verify(quote, pck, enclave), out VerifiedQuote? verified)
            ? verified
            : null;

    // What the genuine report is worth: dates, revocation, collateral, TCB, policy. Every step is reached, so that one run says all.
    private static Claims Appraise(AppraisalRun run, Evidence evidence, VerifiedQuote verified, Context context, out TcbEvaluation? tcb)
    {
        TdxPolicy policy = context.TdxPolicy;
        PckChain pck = verified.Pck;
        run.Add(pck.Validity(context.Now));
        run.Add(ReportDataMatch.Appraise(verified.Body, context.Policy.ExpectedReportData));
        run.Add(MeasurementMatch.Appraise(verified.Body, policy));
        run.Add(TdAppraisal.Appraise(verified.Body, policy));
        run.Add(PlatformMatch.Appraise(pck.Sgx, policy));
        run.Add(EventLogMatch.Appraise(evidence, verified.Body, policy));
        tcb = null;
        if (!run.Take(Revocation.Verify(pck, context), out Revocation? revocation))
        {
            return [];
        }

        bool hasInfo = run.Take(TcbInfoMatch.Verify(pck, revocation, context), out SignedCollateral<TcbInfo>? info);
        bool hasIdentity = run.Take(
            SignedCollateral<QeIdentity>.Verify(IntelPcs.QeIdentity, CollateralRules.QeIdentity, pck, revocation, context),
            out SignedCollateral<QeIdentity>? identity);
        if (hasIdentity)
        {
            run.Add(QuotingEnclaveMatch.Appraise(verified.Quote.QeReport, identity!.Document));
        }

        if (!hasInfo || !hasIdentity || !run.Take(TdxModuleMatch.Verify(verified.Body, info!.Document), out _))
        {
            return [];
        }

        tcb = TcbMatch.Evaluate(verified.Body, verified.Quote.QeReport.IsvSvn, pck.Sgx, info.Document, identity!.Document);
        run.Add(TcbAppraisal.Appraise(tcb, verified.Body.TeeTcbSvn, info.Document, identity.Document, policy, context.Now));
        return TdxClaims.Of(verified, tcb, info.Document, identity.Document);
    }

    private static AttestationResult Result(
        AppraisalRun run, ReadOnlyMemory<byte> received, Quote? quote, VerifiedQuote? verified, Claims claims, Context context)
    {
        ReadOnlyMemory<byte> appraised = quote?.Raw ?? received;
        string format = quote is null ? "unknown" : $"quote-v{quote.Version}";
        return new(run.Finish(TdxRules.All), claims, context.Now)
        {
            Evidences = [new(TdxTee.TeeName, format, Hex.Of(SHA256.HashData(appraised.Span)), appraised.Length) { Title = TdxTee.TeeTitle }],
            Endorsements = context.UsedEndorsements,
            Unsafe = context.Policy.Unsafe,
            Simulated = verified?.Pck.TrustedRoot.Simulated ?? false,
        };
    }
}
