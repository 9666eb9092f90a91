// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.EventLogs;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Verify;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx;

/// <summary>The front door of Intel TDX.</summary>
/// <param name="cache">Keeps authentic chains and documents between appraisals.</param>
public sealed class TdxTee(VerifiedCache cache) : ITee
{
    internal const string TeeName = "tdx";
    internal const string TeeTitle = "Intel TDX";
    internal const string QuotePart = "quote";

    private readonly TdxVerifier verifier = new(cache);

    /// <inheritdoc/>
    public string Name => TeeName;

    /// <inheritdoc/>
    public string Title => TeeTitle;

    /// <inheritdoc/>
    public string PolicyKey => "tdx";

    /// <inheritdoc/>
    public ImmutableArray<Rule> Rules => TdxRules.All;

    /// <inheritdoc/>
    public ImmutableArray<EvidencePartKind> Parts { get; } =
    [
        new(QuotePart, Required: true),
        new("ccel", Required: false) { IsEventLog = true },
        new("ccel-table", Required: false),
        new("anchor-log", Required: false),
    ];

    /// <inheritdoc/>
    public Rule? ReportDataRule => TdxRules.ReportData;

    /// <inheritdoc/>
    public AnchorRegister? AnchorRegister { get; } = new("rtmr3", DigestAlgorithm.Sha384, "ccel", LogRegister: 4);

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> raw) => raw.Length >= QuoteHeaderLayout.Size
        && raw.U16(QuoteHeaderLayout.Version) is 4 or 5
        && raw.U16(QuoteHeaderLayout.AttestationKeyType) == QuoteHeader.EcdsaP256
        && raw.U32(QuoteHeaderLayout.TeeType) == QuoteHeader.TdxTeeType;

    /// <inheritdoc/>
    public ITeePolicy ReadPolicy(ConfigSection section) => TdxPolicy.Read(section);

    /// <inheritdoc/>
    public bool TryDecode(
        ReadOnlyMemory<byte> raw,
        out ImmutableArray<DecodedField> fields,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        bool decoded = Quote.TryParse(raw, out Quote? quote, out malformed);
        fields = quote?.Describe() ?? [];
        return decoded;
    }

    /// <inheritdoc/>
    public bool NamesEndorsement(string name, out ImmutableArray<string> suffixes)
    {
        suffixes = IntelPcs.Suffixes(name);
        return suffixes.Length > 0;
    }

    /// <inheritdoc/>
    public ImmutableArray<EndorsementRequest> PlanEndorsements(
        Evidence evidence, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe, ITeePolicy? policy = null) =>
        verifier.PckOf(evidence, rootsUnsafe) is { } pck ? IntelPlan.Of(pck.Sgx.Fmspc.Span, pck.Intermediate, pck.Root) : [];

    /// <inheritdoc/>
    public EndorsementVerdict JudgeEndorsement(string name, Endorsements atHand, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        CollateralJudgement.Of(name, atHand, verifier.Roots(rootsUnsafe));

    /// <inheritdoc/>
    public void DraftPolicy(Utf8JsonWriter writer, Claims claims) => TdxPolicyDraft.Write(writer, claims);

    /// <inheritdoc/>
    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) =>
        verifier.Appraise(evidence, endorsements, policy, now).Result;
}
