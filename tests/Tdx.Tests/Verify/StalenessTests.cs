// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.Tdx.Simulator;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>CONTRACTS, section 8, CRL: <c>maxStale</c> forgives what is old, <c>clockSkew</c> what is too new; certificates neither.</summary>
public sealed class StalenessTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, (Rule Rule, Func<SimulatedTdxOptions, DateTimeOffset, DateTimeOffset, SimulatedTdxOptions> Dated)> Documents = new()
    {
        ["tcb info"] = (TdxRules.TcbInfoInDate, (machine, from, to) => machine.WithTcbInfo(info => info with { IssueDate = from, NextUpdate = to })),
        ["qe identity"] = (TdxRules.QeIdentityInDate, (machine, from, to) => machine.WithQeIdentity(identity => identity with { IssueDate = from, NextUpdate = to })),
        ["pck crl"] = (TdxRules.PckCrlInDate, (machine, from, to) => machine with
        {
            Pki = machine.Pki with { PckCrl = machine.Pki.PckCrl with { ThisUpdate = from, NextUpdate = to } },
        }),
        ["root crl"] = (TdxRules.RootCrlInDate, (machine, from, to) => machine with
        {
            Pki = machine.Pki with { RootCaCrl = machine.Pki.RootCaCrl with { ThisUpdate = from, NextUpdate = to } },
        }),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_last_instant_passes(string document) => Verdict.Passes(Expired(document, TimeSpan.Zero).Appraise());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_later_fails_by_default(string document) =>
        Verdict.Refuses(Expired(document, TimeSpan.FromSeconds(1)).Appraise(), Documents[document].Rule, "expired 2026-06-15T11:59:59Z");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_stale_within_the_limit_warns_and_says_until_when(string document)
    {
        Check check = Verdict.Warns(Expired(document, Day).Appraise(Forgiving(document, Day)), Documents[document].Rule, "expired 2026-06-14T12:00:00Z");

        Assert.Equal(Simulated.Now, check.ToleratedUntil);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_stale_beyond_the_limit_fails(string document) =>
        Verdict.Refuses(Expired(document, Day + TimeSpan.FromSeconds(1)).Appraise(Forgiving(document, Day)), Documents[document].Rule);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_limit_of_the_other_kind_does_not_help(string document) =>
        Verdict.Refuses(
            Expired(document, TimeSpan.FromSeconds(1)).Appraise(Forgiving(document.EndsWith("crl", StringComparison.Ordinal) ? "tcb info" : "root crl", Day)),
            Documents[document].Rule);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_that_no_calendar_holds_warns(string document) =>
        Assert.Equal(
            DateTimeOffset.MaxValue,
            Verdict.Warns(Expired(document, Day).Appraise(Forgiving(document, TimeSpan.MaxValue)), Documents[document].Rule).ToleratedUntil);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clock_may_be_behind_the_issuers_by_the_skew_and_no_more(string document)
    {
        TimeSpan skew = TimeSpan.FromMinutes(5);

        Verdict.Passes(Future(document, skew).Appraise());
        Verdict.Refuses(Future(document, skew + TimeSpan.FromSeconds(1)).Appraise(), Documents[document].Rule, "issued in the future");
        Verdict.Refuses(Future(document, TimeSpan.FromSeconds(1)).Appraise(policy => policy with { ClockSkew = TimeSpan.Zero }), Documents[document].Rule);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_skew_does_not_help_what_is_stale(string document) =>
        Verdict.Refuses(Expired(document, TimeSpan.FromSeconds(1)).Appraise(policy => policy with { ClockSkew = Day }), Documents[document].Rule);

    [Theory]
    [MemberData(nameof(Names))]
    public void Staleness_does_not_help_what_comes_from_the_future(string document) =>
        Verdict.Refuses(Future(document, TimeSpan.FromHours(1)).Appraise(Forgiving(document, Day)), Documents[document].Rule, "issued in the future");

    [Theory]
    [InlineData("root-expired", "TDX-PCK-06")]
    [InlineData("intermediate-expired", "TDX-PCK-06")]
    [InlineData("pck-expired", "TDX-PCK-06")]
    [InlineData("tcb-signing-expired", "TDX-TCI-05")]
    [InlineData("tcb-signing-expired", "TDX-QID-05")]
    [InlineData("root-not-yet-valid", "TDX-PCK-06")]
    [InlineData("pck-not-yet-valid", "TDX-PCK-06")]
    [InlineData("tcb-signing-not-yet-valid", "TDX-TCI-05")]
    public void A_certificate_outside_its_validity_is_never_tolerated(string fault, string id) =>
        Verdict.Refuses(
            Simulated.Faulty(fault).Appraise(policy => policy with { MaxStaleTcbInfo = Day, MaxStaleCrl = Day, ClockSkew = Day, Crl = CrlPolicy.IfPresentUnsafe }),
            TdxRules.All.Single(rule => rule.Id == id));

    private static SimulatedTdxMachine Expired(string document, TimeSpan ago) =>
        Simulated.Machine(machine => Documents[document].Dated(machine, Simulated.Now.AddDays(-40), Simulated.Now - ago));

    private static SimulatedTdxMachine Future(string document, TimeSpan ahead) =>
        Simulated.Machine(machine => Documents[document].Dated(machine, Simulated.Now + ahead, Simulated.Now.AddDays(30)));

    private static Func<AppraisalPolicy, AppraisalPolicy> Forgiving(string document, TimeSpan limit) => document.EndsWith("crl", StringComparison.Ordinal)
        ? policy => policy with { MaxStaleCrl = limit }
        : policy => policy with { MaxStaleTcbInfo = limit };
}
