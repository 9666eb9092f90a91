// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.Tdx.Endorse;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>CONTRACTS, section 8: the policy file, as far as it is about TDX.</summary>
public sealed class PolicyFileTests
{
    private const string Register = "8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa8c41d0aa";
    private static readonly string Sha256 = new('a', 64);
    private static readonly string ReportData = new('5', 128);

    [Fact]
    public void The_example_of_the_contract_reads()
    {
        AppraisalPolicy policy = Reads(
            $$"""
            { "mediaType": "application/vnd.attestation.policy+json;version=1", "name": "payments-prod",
              "tees": [["tdx"]], "crl": "required", "maxStale": { "tcbInfo": "PT0S", "crl": "PT0S" }, "clockSkew": "PT5M",
              "tdx": {
                "tcb": { "accept": ["UpToDate"], "tolerate": [ { "status": "OutOfDate", "advisories": ["INTEL-SA-00615"], "until": "2026-12-31T00:00:00Z" } ],
                         "minimumEvaluationDataNumber": 17, "minimumDate": null, "minimumTeeTcbSvn": null },
                "allow": { "debugUnsafe": false, "noSeptVeDisableUnsafe": false, "migratableUnsafe": false, "perfmonUnsafe": false, "keyLockerUnsafe": false, "tpaUnsafe": false },
                "xfamMustBeClear": null, "serviceTd": [], "denyPlatforms": [],
                "referenceValues": [ { "name": "image-42", "mrTd": ["{{Register}}"], "rtmr1": [] } ] },
              "log": { "origins": ["example.org/attestation-agent/"], "requireAnchor": false, "requireFirstRun": false, "maxRunsPerBoot": null, "agents": [], "maxHeartbeatAge": "PT30M", "minimum": null },
              "node": { "agents": [], "callers": [] } }
            """).Policy;
        TdxPolicy tdx = policy.Of("tdx", TdxPolicy.Strict);

        Assert.Equal("payments-prod", policy.Name);
        Assert.Equal(["tdx"], Assert.Single(policy.Tees));
        Assert.Equal((CrlPolicy.Required, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(5)), (policy.Crl, policy.MaxStaleTcbInfo, policy.MaxStaleCrl, policy.ClockSkew));
        TcbTolerance tolerance = Assert.Single(tdx.Tolerate);
        Assert.Equal((TcbStatus.OutOfDate, new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero)), (tolerance.Status, tolerance.Until));
        Assert.Equal(["INTEL-SA-00615"], tolerance.Advisories);
        Assert.Equal((17, null), (tdx.MinimumEvaluationDataNumber, tdx.MinimumDate));
        ReferenceValues values = Assert.Single(tdx.ReferenceValues);
        Assert.Equal(("image-42", "mrTd"), (values.Name, Assert.Single(values.Expected).Register));
        Assert.Equal((TimeSpan.FromMinutes(30), true), (policy.Log.MaxHeartbeatAge, policy.Log.AsksAnything));
        Assert.Empty(policy.Unsafe);
    }

    [Fact]
    public void Absent_and_null_keys_take_the_strict_defaults()
    {
        PolicyFile absent = Reads("""{ "mediaType": "application/vnd.attestation.policy+json;version=1" }""");
        PolicyFile none = Reads(
            """
            { "mediaType": "application/vnd.attestation.policy+json;version=1", "name": null, "tees": null, "crl": null, "maxStale": null,
              "clockSkew": null, "tdx": null, "log": null, "node": null, "rootsUnsafe": null, "reportData": null, "reportDataUnsafe": null }
            """);

        foreach (PolicyFile file in new[] { absent, none })
        {
            TdxPolicy tdx = file.Policy.Of("tdx", TdxPolicy.Strict);
            Assert.Null(file.ReportData);
            Assert.Equal(CrlPolicy.Required, file.Policy.Crl);
            Assert.Equal(TimeSpan.FromMinutes(5), file.Policy.ClockSkew);
            Assert.Equal([TcbStatus.UpToDate], tdx.Accept);
            Assert.Empty(tdx.ReferenceValues);
            Assert.False(file.Policy.Log.AsksAnything);
            Assert.Empty(file.Policy.Unsafe);
        }
    }

    [Fact]
    public void Every_key_is_read()
    {
        PolicyFile file = Reads(
            $$"""
            { "mediaType": "application/vnd.attestation.policy+json;version=1", "crl": "ifPresentUnsafe",
              "maxStale": { "tcbInfo": "P1D", "crl": "PT2H" }, "clockSkew": "PT0S", "rootsUnsafe": ["{{Sha256}}"], "reportData": "{{ReportData}}",
              "tdx": { "tcb": { "accept": ["UpToDate", "TDRelaunchAdvised"], "minimumDate": "2024-11-13T00:00:00Z", "minimumTeeTcbSvn": "06010300000000000000000000000000" },
                       "allow": { "debugUnsafe": true, "noSeptVeDisableUnsafe": true, "migratableUnsafe": true, "perfmonUnsafe": true, "keyLockerUnsafe": true, "tpaUnsafe": true },
                       "xfamMustBeClear": "0x60000", "serviceTd": ["{{Register}}"], "denyPlatforms": ["{{Sha256}}", "{{Sha256[..32]}}"], "anyMeasurementUnsafe": true },
              "log": { "minimum": { "origin": "a/attestation-agent/b", "size": "12", "root": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" } } }
            """);
        TdxPolicy tdx = file.Policy.Of("tdx", TdxPolicy.Strict);

        Assert.Equal(64, Assert.IsType<ExpectedReportData.Exactly>(file.ReportData).Bytes.Length);
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromHours(2), TimeSpan.Zero), (file.Policy.MaxStaleTcbInfo, file.Policy.MaxStaleCrl, file.Policy.ClockSkew));
        Assert.Equal([TcbStatus.UpToDate, TcbStatus.TDRelaunchAdvised], tdx.Accept);
        Assert.Equal((0x60000UL, 16), (tdx.XfamMustBeClear, tdx.MinimumTeeTcbSvn!.Value.Length));
        Assert.Equal([32, 16], tdx.DenyPlatforms.Select(each => each.Length));
        Assert.Equal(12, file.Policy.Log.Minimum!.Size);
    }

    [Fact]
    public void Every_key_that_weakens_trust_is_listed()
    {
        AppraisalPolicy policy = Reads(
            $$"""
            { "mediaType": "application/vnd.attestation.policy+json;version=1", "crl": "ifPresentUnsafe", "rootsUnsafe": ["{{Sha256}}"], "reportDataUnsafe": "any",
              "tdx": { "allow": { "debugUnsafe": true, "noSeptVeDisableUnsafe": true, "migratableUnsafe": true, "perfmonUnsafe": true, "keyLockerUnsafe": true, "tpaUnsafe": true },
                       "anyMeasurementUnsafe": true } }
            """).Policy;

        Assert.Equal(
            [
                "reportDataUnsafe", "crl=ifPresentUnsafe", "rootsUnsafe (aaaaaaaa…)", "tdx.allow.debugUnsafe", "tdx.allow.noSeptVeDisableUnsafe",
                "tdx.allow.migratableUnsafe", "tdx.allow.perfmonUnsafe", "tdx.allow.keyLockerUnsafe", "tdx.allow.tpaUnsafe", "tdx.anyMeasurementUnsafe",
            ],
            policy.Unsafe);
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_their_lines_and_paths()
    {
        string[] found = Problems(
            """
            {
              "mediaType": "application/json",
              "surprise": 1,
              "tees": [["tdx"],
                       ["sgx"]],
              "crl": "optional",
              "maxStale": { "tcbInfo": "5m", "crls": "PT0S" },
              "clockSkew": "-PT5M",
              "rootsUnsafe": ["aa"],
              "reportData": "00",
              "tdx": {
                "tcb": { "accept": ["UpToDate",
                                    "Revoked", 1],
                         "tolerate": [{ "status": "NotSupported" }, { "advisories": [] },
                                      { "status": "OutOfDate", "until": "2026-12-31" }],
                         "minimumEvaluationDataNumber": 1.5,
                         "minimumTeeTcbSvn": "0601" },
                "allow": { "debug": true, "tpaUnsafe": "yes" },
                "xfamMustBeClear": 3,
                "serviceTd": "none",
                "denyPlatforms": ["00",
                                  12345678901234567890123456789012],
                "referenceValues": [{ "name": "empty" }]
              },
              "log": { "origins": ["example.org"], "minimum": { "size": "01" } },
              "node": []
            }
            """);

        Assert.Equal(
            [
                "2 mediaType", "3 surprise", "5 tees[1]", "6 crl", "7 maxStale.tcbInfo", "7 maxStale.crls", "8 clockSkew", "9 rootsUnsafe[0]", "10 reportData",
                "13 tdx.tcb.accept[1]", "13 tdx.tcb.accept[2]", "14 tdx.tcb.tolerate[0].status", "14 tdx.tcb.tolerate[0].until", "14 tdx.tcb.tolerate[1].status", "14 tdx.tcb.tolerate[1].until",
                "15 tdx.tcb.tolerate[2].until",
                "16 tdx.tcb.minimumEvaluationDataNumber", "17 tdx.tcb.minimumTeeTcbSvn", "18 tdx.allow.tpaUnsafe", "18 tdx.allow.debug", "19 tdx.xfamMustBeClear",
                "20 tdx.serviceTd", "21 tdx.denyPlatforms[0]", "22 tdx.denyPlatforms[1]", "23 tdx.referenceValues[0].name", "25 log.origins[0]",
                "25 log.minimum.size", "25 log.minimum.root", "25 log.minimum.origin", "26 node",
            ],
            found.Select(each => each.Split(": ")).Select(parts => $"{parts[0]["line ".Length..]} {parts[1]}"));
        Assert.All(
            found.Where(each => !each.EndsWith("is not a known key", StringComparison.Ordinal)), each => Assert.Contains("want", each, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Revoked")]
    [InlineData("NotSupported")]
    [InlineData("NotEvaluated")]
    [InlineData("uptodate")]
    public void A_status_that_no_policy_may_name_is_refused(string status)
    {
        Assert.StartsWith(
            $"line 1: tdx.tcb.accept[0]: is \"{status}\", want one of UpToDate, ",
            Assert.Single(Problems($$"""{{Head}}, "tdx": { "tcb": { "accept": ["{{status}}"] } } }""")),
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"line 1: tdx.tcb.tolerate[0].status: is \"{status}\", want one of UpToDate, ",
            Assert.Single(Problems($$"""{{Head}}, "tdx": { "tcb": { "tolerate": [{ "status": "{{status}}", "until": "2026-12-31T00:00:00Z" }] } } }""")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Report_data_and_any_report_data_exclude_each_other() =>
        Assert.Equal(
            ["line 2: reportDataUnsafe: stands beside reportData, want one of the two"],
            Problems($"{Head}, \"reportData\": \"{ReportData}\",\n\"reportDataUnsafe\": \"any\" }}"));

    [Theory]
    [InlineData("\"everything\"")]
    [InlineData("true")]
    public void Any_is_all_that_report_data_unsafe_may_say(string value) =>
        Assert.Single(Problems($"{Head}, \"reportDataUnsafe\": {value} }}"));

    [Theory]
    [InlineData("{{HEAD}},\n\"crl\": \"required\",\n\"crl\": \"ifPresentUnsafe\" }", "line 3: \"crl\" stands twice in one object")]
    [InlineData("{{HEAD}},\n\"tdx\": { \"allow\": {},\n \"\\u0061llow\": {} } }", "line 3: \"allow\" stands twice in one object")]
    public void A_key_that_stands_twice_is_refused_with_its_line(string text, string problem) =>
        Assert.Equal([problem], Problems(text.Replace("{{HEAD}}", Head, StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("# no json")]
    public void Anything_but_an_object_is_refused(string text) => Assert.NotEmpty(Problems(text));

    [Theory]
    [InlineData("5m")]
    [InlineData("-PT5M")]
    [InlineData("-PT0S")]
    [InlineData(" PT5M")]
    [InlineData("PT5M\\n")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P99999999999D")]
    [InlineData("")]
    public void A_bad_duration_is_refused(string duration) =>
        Assert.StartsWith("line 1: clockSkew: is \"", Assert.Single(Problems($"{Head}, \"clockSkew\": \"{duration}\" }}")), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-12-31")]
    [InlineData("2026-12-31T00:00:00")]
    [InlineData("2026-12-31T00:00:00+00:00")]
    [InlineData("2026-12-31T00:00:00.0Z")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("")]
    public void A_bad_time_is_refused(string time) =>
        Assert.StartsWith(
            "line 1: tdx.tcb.minimumDate: is \"", Assert.Single(Problems($$"""{{Head}}, "tdx": { "tcb": { "minimumDate": "{{time}}" } } }""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("-1")]
    [InlineData("0x10000000000000000")]
    public void A_bad_mask_is_refused(string mask) =>
        Assert.Single(Problems($$"""{{Head}}, "tdx": { "xfamMustBeClear": "{{mask}}" } }"""));

    private const string Head = """{ "mediaType": "application/vnd.attestation.policy+json;version=1" """;

    private static PolicyFile Reads(string text)
    {
        bool reads = TryRead(text, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems);
        Assert.True(reads, string.Join("; ", problems));
        Assert.Empty(problems);
        return file!;
    }

    private static string[] Problems(string text)
    {
        Assert.False(TryRead(text, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems));
        Assert.Null(file);
        return [.. problems.Select(each => each.ToString())];
    }

    private static bool TryRead(string text, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems) =>
        PolicyFile.TryRead(Encoding.UTF8.GetBytes(text), [new TdxTee(VerifiedCache.None)], out file, out problems);
}
