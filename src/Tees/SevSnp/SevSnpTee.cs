// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Verify;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp;

/// <summary>The front door of AMD SEV-SNP.</summary>
/// <param name="cache">Keeps authentic chains between appraisals.</param>
public sealed class SevSnpTee(VerifiedCache cache) : ITee
{
    internal const string TeeName = "sev-snp";
    internal const string TeeTitle = "AMD SEV-SNP";
    internal const string ReportPart = "report";
    internal const string TablePart = "certificate-table";

    private readonly SnpVerifier verifier = new(cache);

    /// <inheritdoc/>
    public string Name => TeeName;

    /// <inheritdoc/>
    public string Title => TeeTitle;

    /// <inheritdoc/>
    public string PolicyKey => SevSnpPolicy.Key;

    /// <inheritdoc/>
    public ImmutableArray<Rule> Rules => SevSnpRules.All;

    /// <inheritdoc/>
    public ImmutableArray<EvidencePartKind> Parts { get; } =
    [
        new(ReportPart, Required: true),
        new(TablePart, Required: false),
        new("manifest", Required: false),
        new("anchor-log", Required: false),
    ];

    /// <inheritdoc/>
    public Rule? ReportDataRule => SevSnpRules.ReportData;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> raw) =>
        raw.Length == AttestationReportLayout.Size && raw.U32(AttestationReportLayout.Version) is >= 2 and <= 5;

    /// <inheritdoc/>
    public ITeePolicy ReadPolicy(ConfigSection section) => SevSnpPolicy.Read(section);

    /// <inheritdoc/>
    public bool TryDecode(
        ReadOnlyMemory<byte> raw,
        out ImmutableArray<DecodedField> fields,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        bool decoded = AttestationReport.TryParse(raw, out AttestationReport? report, out malformed);
        fields = report?.Describe() ?? [];
        return decoded;
    }

    /// <inheritdoc/>
    public bool NamesEndorsement(string name, out ImmutableArray<string> suffixes)
    {
        suffixes = AmdKds.Suffixes(name);
        return suffixes.Length > 0;
    }

    /// <inheritdoc/>
    public ImmutableArray<EndorsementRequest> PlanEndorsements(
        Evidence evidence, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe, ITeePolicy? policy = null)
    {
        CertificateTable? table = null;
        return evidence.TryGet(ReportPart, out EvidencePart? part)
            && AttestationReport.TryParse(part.Bytes, allowReserved: true, out AttestationReport? report, out _)
            && (!evidence.TryGet(TablePart, out EvidencePart? tabled) || CertificateTable.TryParse(tabled.Bytes, out table, out _))
            ? AmdPlan.Of(report, table, policy as SevSnpPolicy)
            : [];
    }

    /// <inheritdoc/>
    public EndorsementVerdict JudgeEndorsement(string name, Endorsements atHand, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        VendorJudgement.Of(name, atHand, verifier.Roots(rootsUnsafe));

    /// <inheritdoc/>
    public void DraftPolicy(Utf8JsonWriter writer, Claims claims) => SevSnpPolicyDraft.Write(writer, claims);

    /// <inheritdoc/>
    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) =>
        verifier.Appraise(evidence, endorsements, policy, now);
}
