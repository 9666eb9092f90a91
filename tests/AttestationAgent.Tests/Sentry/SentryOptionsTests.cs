// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Agent.Configuration;
using Attestation.Agent.Sentry;
using Attestation.Configuration;

namespace Attestation.Agent.Tests.Sentry;

public sealed class SentryOptionsTests
{
    private const string Digest = "dadadadadadadadadadadadadadadadadadadadadadadadadadadadadadadada";
    private const string Upstream = """ "upstream": { "address": "sentry:443", "anchors": "/anchors" } """;

    [Fact]
    public void Without_an_upstream_there_is_no_front_and_no_policy_is_wanted()
    {
        SentryOptions options = FrontRig.Read("");

        Assert.Null(options.Upstream);
        Assert.True(options.IsEnforcing);
        Assert.False(options.AllowInsecureUnsafe);
        Assert.Equal("public", options.TrustDomains.Of(new("default", "a")));
    }

    [Fact]
    public void Every_key_is_read()
    {
        SentryOptions options = FrontRig.Read(
            $$"""
            "upstream": { "address": "sentry.example:8443", "anchors": "/a", "controlPlaneTrustDomain": "localhost", "controlPlaneNamespace": "default" },
            "trustDomains": { "default/*": "example.org" }, "mode": "observe", "allowInsecureUnsafe": true,
            "policy": [{ "app": "default/a", "exes": ["{{Digest}}"], "next": ["{{Digest}}"], "previousUntil": "2026-12-01T00:00:00Z" }]
            """);

        Assert.Equal(("sentry.example:8443", "/a", "spiffe://localhost/ns/default/dapr-sentry"), (options.Upstream!.Address, options.Upstream.Anchors, options.Upstream.SpiffeId));
        Assert.Equal(("example.org", "public"), (options.TrustDomains.Of(new("default", "a")), options.TrustDomains.Of(new("other", "a"))));
        Assert.False(options.IsEnforcing);
        Assert.True(options.AllowInsecureUnsafe);
        Assert.True(options.Policy.Lists(new("default", "a"), FakeFront.Exe(0xDA), DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void An_empty_list_under_enforce_is_an_error() => Assert.Equal("sentry.policy", Assert.Single(Refused(Upstream)).Path);

    [Fact]
    public void An_empty_list_under_observe_is_none() => Assert.True(FrontRig.Read(Upstream + """, "mode": "observe" """).Policy.IsEmpty);

    [Fact]
    public void All_problems_are_listed_at_once()
    {
        ImmutableArray<ConfigProblem> problems = Refused(
            $$"""
            "upstream": { "address": "https://sentry", "anchors": "relative", "controlPlaneNamespace": "a/b" },
            "trustDomains": { "a/b/c": "UPPER" },
            "mode": "off",
            "policy": [{ "app": "default" }, { "app": "default/a", "exes": ["{{Digest}}"] }, { "app": "default/a", "exes": ["{{Digest}}"] },
                       { "app": "default/b" }, { "app": "default/c", "exes": ["{{Digest}}"], "previousUntil": "2026-12-01T00:00:00Z" }],
            "colour": "red"
            """);

        Assert.Equal(
            [
                "sentry.colour", "sentry.mode", "sentry.policy[0].app", "sentry.policy[2].app", "sentry.policy[3]", "sentry.policy[4].previousUntil", "sentry.trustDomains.a/b/c",
                "sentry.trustDomains.a/b/c", "sentry.upstream", "sentry.upstream.address", "sentry.upstream.anchors",
            ],
            problems.Select(each => each.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Policy_and_mode_are_reloaded_and_nothing_else()
    {
        AgentOptions start = Whole($$"""{{Upstream}}, "mode": "observe" """);
        LiveOptions live = new(start);

        Assert.Empty(live.Change(Whole($$"""{{Upstream}}, "policy": [{ "app": "default/a", "exes": ["{{Digest}}"] }]""")));
        Assert.True(live.Current.Sentry.IsEnforcing);
        Assert.Equal(
            ["sentry.upstream", "sentry.trustDomains", "sentry.allowInsecureUnsafe"],
            live.Change(Whole(""" "mode": "observe", "trustDomains": { "*": "a" }, "allowInsecureUnsafe": true """)));
    }

    [Theory]
    [InlineData("default/sre-agent", true)]
    [InlineData("default/", false)]
    [InlineData("/a", false)]
    [InlineData("a", false)]
    [InlineData("a/b.c", false)]
    public void An_application_is_a_namespace_and_an_app_id(string text, bool reads) => Assert.Equal(reads, DaprApp.TryParse(text, out _));

    private static AgentOptions Whole(string members)
    {
        Assert.True(TryRead(members, out AgentOptions? options, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return options!;
    }

    private static ImmutableArray<ConfigProblem> Refused(string members)
    {
        Assert.False(TryRead(members, out _, out ImmutableArray<ConfigProblem> problems));
        return problems;
    }

    private static bool TryRead(string members, out AgentOptions? options, out ImmutableArray<ConfigProblem> problems) =>
        AgentOptions.TryRead(Encoding.UTF8.GetBytes($$"""{ "sentry": { {{members}} } }"""), new(), out options, out problems);
}
