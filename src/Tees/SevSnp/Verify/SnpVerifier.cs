// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Appraises SEV-SNP Evidence, step by step in the order of the trust chain. Pure; thread-safe.</summary>
/// <param name="cache">Keeps authentic chains between appraisals; <see cref="VerifiedCache.None"/> for none.</param>
public sealed class SnpVerifier(VerifiedCache cache)
{
    private readonly RootKeys rootKeys = new();

    /// <summary>Appraises one report.</summary>
    /// <inheritdoc cref="IVerifier.Appraise"/>
    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        AppraisalContext context = Context(endorsements, policy, now);
        if (!evidence.TryGet(SevSnpTee.ReportPart, out EvidencePart? part))
        {
            run.Take(Check.Fail(SevSnpRules.FmtLength, "the Evidence has no report"));
            return Result(run, null, static () => [], context);
        }

        SevSnpPolicy own = policy.Of(SevSnpTee.TeeName, SevSnpPolicy.Strict);
        Func<Claims> claims = static () => [];
        TrustedRoot? root = null;
        if (run.Take(ReportFormat.Read(part.Bytes, own), out AttestationReport? report)
            && TryTable(run, evidence, out CertificateTable? table)
            && FindVek(run, report, table, endorsements) is { } found)
        {
            Authenticated? authentic = Authenticate(run, report, found, table, own, context);
            root = authentic?.Vendor.TrustedRoot;
            claims = authentic is null ? claims : Judge(run, authentic, table, own, context);
        }

        string format = report is null ? "unknown" : $"report-v{report.Version}";
        EvidenceSummary summary = new(SevSnpTee.TeeName, format, part.Bytes) { Title = SevSnpTee.TeeTitle };
        return Result(run, summary, claims, context, root?.Simulated ?? false);
    }

    /// <summary>Judges AMD's certificates without a report: chain, revocation and, where one is given, leaf. Half a verification.</summary>
    /// <param name="product">Whose.</param>
    /// <param name="kind">VCEK or VLEK.</param>
    /// <param name="leaf">A leaf; null judges its issuers alone.</param>
    /// <param name="endorsements">Holds the chain and the revocation list.</param>
    /// <param name="policy">Roots, and what is asked of revocation lists.</param>
    /// <param name="now">The verification instant.</param>
    public AttestationResult AppraiseCertificates(
        SnpProduct product, VekKind kind, Endorsement? leaf, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        AppraisalRun run = new();
        AppraisalContext context = Context(endorsements, policy, now);
        if (FindVendor(run, product, kind, null, context, out VendorChain? vendor))
        {
            run.Add(ArkRevocation.Appraise(vendor!, product, kind, null, context));
            if (leaf is null)
            {
                run.Add(CertificateDates.Check(SevSnpRules.VekValidity, [vendor!.Issuer, vendor.Root], now));
            }
            else if (run.Take(VekChain.Verify(leaf, product, kind, vendor!, cache), out VekChain? chain))
            {
                run.Add(chain.Validity(vendor!, now));
            }
        }

        return Result(run, null, static () => [], context, vendor?.TrustedRoot.Simulated ?? false);
    }

    internal RootSet Roots(ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) => new(SevSnpRoots.All, rootsUnsafe, rootKeys);

    private AppraisalContext Context(Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) =>
        new(endorsements, policy, Roots(policy.RootsUnsafe), cache, now);

    // A malformed table ends the appraisal: what the host garbled is not searched for certificates.
    private static bool TryTable(AppraisalRun run, Evidence evidence, out CertificateTable? table)
    {
        table = null;
        if (!evidence.TryGet(SevSnpTee.TablePart, out EvidencePart? part))
        {
            return true;
        }

        bool read = CertificateTable.TryParse(part.Bytes, out table, out Malformed? malformed);
        run.Take(read ? Check.Pass(SevSnpRules.FmtCertificateTable, $"{table!.Count} certificates beside the report") : Check.Broken(SevSnpRules.FmtCertificateTable, malformed!));
        return read;
    }

    private static FoundVek? FindVek(
        AppraisalRun run, AttestationReport report, CertificateTable? table, Endorsements endorsements)
    {
        VekSearch search = new(report, table, endorsements);
        FoundVek? found = search.Find();
        run.Take(found is not null
            ? Check.Pass(SevSnpRules.VekPresent)
            : Check.Fail(SevSnpRules.VekPresent, $"no endorsement {search.Wanted}, and none beside the report"));
        return found;
    }

    private static bool FindVendor(
        AppraisalRun run, SnpProduct product, VekKind kind, CertificateTable? table, AppraisalContext context, out VendorChain? vendor)
    {
        vendor = null;
        if (VendorCertificates.Find(product, kind, table, context.Endorsements) is not { } found)
        {
            run.Take(Check.Fail(SevSnpRules.ArkPresent, $"no endorsement {Endorse.AmdKds.CertChain(product, kind)}.pem, and none beside the report"));
            return false;
        }

        run.Add(Check.Pass(SevSnpRules.ArkPresent));
        if (!run.Take(VendorChain.Verify(found, product, kind, context), out vendor))
        {
            return false;
        }

        found.Used(context);
        return true;
    }

    // From bytes to a genuine report: needs nothing but the certificates and the roots.
    private static Authenticated? Authenticate(
        AppraisalRun run,
        AttestationReport report,
        FoundVek found,
        CertificateTable? table,
        SevSnpPolicy policy,
        AppraisalContext context)
    {
        VekKind kind = report.KeyInfo.Kind;
        if (!FindVendor(run, found.Product, kind, table, context, out VendorChain? vendor)
            || !run.Take(VekChain.Verify(found.Leaf, found.Product, kind, vendor!, context.Cache), out VekChain? chain)
            || !run.Take(VekMatchesReport.Verify(report, chain, policy), out VekMatchesReport? matched)
            || !run.Take(ReportSignature.Verify(matched), out ReportSignature? verified))
        {
            return null;
        }

        if (!found.IsTabled)
        {
            context.Used(found.Leaf);
        }

        return new(verified, vendor!);
    }

    // What the genuine report is worth: dates, revocation, policy. Every step is reached, so that one run says all.
    private static Func<Claims> Judge(
        AppraisalRun run, Authenticated authentic, CertificateTable? table, SevSnpPolicy policy, AppraisalContext context)
    {
        ReportSignature verified = authentic.Report;
        AttestationReport report = verified.Report;
        run.Add(verified.Matched.Chain.Validity(authentic.Vendor, context.Now));
        run.Add(ArkRevocation.Appraise(authentic.Vendor, verified.Product, verified.Vek.Kind, table, context));
        run.Add(ReportDataMatch.Appraise(SevSnpRules.ReportData, report.ReportData, context.Policy.ExpectedReportData));
        run.Add(MeasurementMatch.Appraise(report, policy));
        run.Add(IdentityMatch.Appraise(report, verified.Vek, policy));
        run.Add(TcbPolicy.Appraise(report, verified.Product, policy));
        run.Add(GuestPolicyMatch.Appraise(report, policy));
        return () => SevSnpClaims.Of(verified, authentic.Vendor.TrustedRoot);
    }

    private static AttestationResult Result(
        AppraisalRun run, EvidenceSummary? summary, Func<Claims> claims, AppraisalContext context, bool simulated = false) =>
        new(run.Finish(SevSnpRules.All), claims, context.Now)
        {
            Evidences = summary is null ? [] : [summary],
            Endorsements = context.UsedEndorsements,
            Policy = context.Policy,
            Simulated = simulated,
        };

    private sealed record Authenticated(ReportSignature Report, VendorChain Vendor);
}
