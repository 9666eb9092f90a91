// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Fakes;

/// <summary>
/// A TEE whose Evidence is text: <c>FAKE</c>, 64 bytes of report data, then words. <c>unsigned</c> breaks the signature,
/// <c>old</c> the TCB, <c>tolerated</c> makes that a warning, <c>simulated</c> is what it says, <c>crash</c> throws; the measurement is 48 bytes of aa.
/// </summary>
internal sealed class FakeTee : ITee
{
    public static readonly string Measurement = new('a', 96);

    public static readonly string ReportData = new('1', 128);

    public string Name => "fake";

    public string Title => "Fake TEE";

    public string PolicyKey => "fake";

    public ImmutableArray<Rule> Rules => FakeRules.All;

    public ImmutableArray<EvidencePartKind> Parts => [new("quote", Required: true), new("log", Required: false) { IsEventLog = true }];

    public static byte[] Quote(string words = "") => Encoding.UTF8.GetBytes($"FAKE{new string('\x11', 64)}{words}");

    public static string Document(params string[] parts) =>
        $$"""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[{"tee":"fake","parts":[{{string.Join(',', parts)}}]}]}""";

    public bool Recognizes(ReadOnlySpan<byte> raw) => raw.StartsWith("FAKE"u8);

    public ITeePolicy ReadPolicy(ConfigSection section) => FakePolicy.Read(section);

    public bool TryDecode(
        ReadOnlyMemory<byte> raw, out ImmutableArray<DecodedField> fields, [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = raw.Length >= 68 ? null : new("fake quote", "length", $"is {raw.Length} bytes, need 68");
        fields = malformed is not null
            ? []
            :
            [
                new("magic", "46414b45", 0, 4, "FAKE"),
                new("reportData", Hex.Of(raw.Span[4..68]), 4, 64, null),
                new("freeText", Hex.Of(raw.Span[68..]), 68, raw.Length - 68, Encoding.UTF8.GetString(raw.Span[68..])),
            ];
        return malformed is null;
    }

    public bool NamesEndorsement(string name, out ImmutableArray<string> suffixes)
    {
        suffixes = name is "fake/doc" ? [".json", ".chain.pem"] : name is "fake/crl" ? [".crl"] : [];
        return suffixes.Length > 0;
    }

    public void DraftPolicy(Utf8JsonWriter writer, Claims claims)
    {
        writer.WriteStartArray("measurements");
        writer.WriteStringValue(claims.TryGet("measurement", out ClaimValue? value) ? ((ClaimValue.Text)value).Value : "");
        writer.WriteEndArray();
    }

    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        ReadOnlyMemory<byte> raw = evidence.TryGet("quote", out EvidencePart? part) ? part.Bytes : default;
        AppraisalRun run = new();
        string words = raw.Length < 68 ? "" : Encoding.UTF8.GetString(raw.Span[68..]);
        if (words == "crash")
        {
            throw new InvalidOperationException("a fault of ours");
        }

        Judge(run, raw, words, evidence, endorsements, policy);
        Claims claims = [];
        claims.Add("reportData", raw.Length < 68 ? "" : Hex.Of(raw.Span[4..68]));
        claims.Add("measurement", Measurement);
        claims.Add("debug", false);
        claims.Add("advisories", ImmutableArray.Create("FAKE-1"));
        return new(run.Finish(FakeRules.All), () => claims, now)
        {
            Evidences = [new("fake", "quote-v1", raw) { Title = Title }],
            Endorsements = [.. endorsements.All.Select(each => EndorsementUse.Of(each, new(2026, 12, 17, 0, 0, 0, TimeSpan.Zero)))],
            Policy = policy,
            Simulated = words.Contains("simulated", StringComparison.Ordinal),
        };
    }

    private static void Judge(
        AppraisalRun run, ReadOnlyMemory<byte> raw, string words, Evidence evidence, Endorsements endorsements, AppraisalPolicy policy)
    {
        bool formed = run.Take(Check.Require(FakeRules.Format, raw.Length >= 68, $"{raw.Length} bytes", because: $"quote is {raw.Length} bytes, need 68"));
        bool signed = run.Take(Check.Require(
            FakeRules.Signature, !words.Contains("unsigned", StringComparison.Ordinal), "signed by the key", because: "the signature does not verify"));
        if (!formed || !signed)
        {
            return;
        }

        run.Add(Check.Pass(FakeRules.Length));
        run.Add(Check.Require(FakeRules.Fresh, endorsements.TryGet("fake/doc", ".json", out _), because: "fake/doc is not at hand"));
        run.Add(Tcb(words));
        run.Add(ReportDataMatch(raw, policy));
        run.Add(MeasurementMatch(policy));
        if (evidence.TryGet("log", out EvidencePart? log))
        {
            run.Add(Check.Pass(FakeRules.EventLog, $"{log.Bytes.Length} bytes of log"));
        }
    }

    private static Check Tcb(string words) =>
        words.Contains("tolerated", StringComparison.Ordinal)
            ? Check.Warn(FakeRules.Tcb, "OutOfDate since 2026-05-01 (FAKE-1)", "OutOfDate") with { ToleratedUntil = new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero) }
            : Check.Require(FakeRules.Tcb, !words.Contains("old", StringComparison.Ordinal), words.Contains("old", StringComparison.Ordinal) ? "OutOfDate" : "UpToDate", "UpToDate", "OutOfDate is not accepted");

    private static Check ReportDataMatch(ReadOnlyMemory<byte> raw, AppraisalPolicy policy) => policy.ExpectedReportData switch
    {
        ExpectedReportData.Exactly exactly => Check.Require(
            FakeRules.ReportData, exactly.Bytes.Span.SequenceEqual(raw.Span[4..68]), Hex.Of(raw.Span[4..68]), Hex.Of(exactly.Bytes.Span), "REPORT_DATA differs"),
        _ => Check.NotEvaluated(FakeRules.ReportData, "waived by reportDataUnsafe"),
    };

    private static Check MeasurementMatch(AppraisalPolicy policy)
    {
        FakePolicy own = policy.Of("fake", new FakePolicy([], Any: false));
        return own.Any
            ? Check.NotEvaluated(FakeRules.Measurement, "waived by anyMeasurementUnsafe")
            : Check.Require(FakeRules.Measurement, own.Measurements.Contains(Measurement), Measurement, because: $"{Measurement} is not among {own.Measurements.Length} reference values");
    }
}
