// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;

namespace Attestation.Endorsing.Tests;

public sealed class EndorsementHostsTests
{
    private static readonly EndorsementRequest Request = new("fake/doc", ".json",
    [
        new(new("pccs", null), "/cached"),
        new(new("intel-pcs", "https://vendor.example"), "/public?x=1"),
    ]);

    [Fact]
    public void The_vendor_is_asked_where_nothing_is_configured() =>
        Assert.Equal(["https://vendor.example/public?x=1"], Addresses());

    [Fact]
    public void A_configured_cache_is_asked_instead_of_the_vendor() =>
        Assert.Equal(["https://pccs.example:8081/cached"], Addresses("pccs=https://pccs.example:8081"));

    [Fact]
    public void Configured_hosts_are_asked_in_the_order_of_the_plan() =>
        Assert.Equal(["https://c.example/cached", "https://v.example/base/public?x=1"], Addresses("intel-pcs=https://v.example/base/", "pccs=https://c.example"));

    [Theory]
    [InlineData("pccs")]
    [InlineData("pccs=")]
    [InlineData("pccs=http://pccs.example")]
    [InlineData("pccs=file:///etc/passwd")]
    [InlineData("pccs=//pccs.example")]
    [InlineData("pccs=https://user:secret@pccs.example")]
    [InlineData("pccs=https://pccs.example/?x=1")]
    [InlineData("pccs=https://pccs.example/#x")]
    [InlineData("evil=https://pccs.example")]
    public void An_address_of_another_form_is_refused(string assignment)
    {
        Assert.False(EndorsementHosts.TryParse([assignment], out _, out ImmutableArray<string> problems));
        Assert.Single(problems);
    }

    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        Assert.False(EndorsementHosts.TryParse(["x=y", "pccs=https://a.example", "pccs=https://b.example"], out _, out ImmutableArray<string> problems));
        Assert.Equal(2, problems.Length);
    }

    private static string[] Addresses(params string[] assignments) =>
        [.. ServiceScene.HostsOf(assignments).Targets(Request).Select(each => each.Address.AbsoluteUri)];
}
