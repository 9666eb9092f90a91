// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Sentry;
using Attestation.Statements;
using Grpc.Core;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Renewals and upgrades (processes, section 8.5).</summary>
public sealed class RenewalTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero);
    private static readonly DaprApp App = new("default", "sre-agent");

    [Fact]
    public async Task A_renewal_names_the_binding_before_it()
    {
        await using FrontRig rig = new FrontRig().Quoting();

        await rig.SignAsync();
        await rig.SignAsync();

        Assert.Equal(new PreviousBinding(rig.Origin, 0), await PreviousAsync(rig, leaf: 2));
    }

    [Fact]
    public async Task A_bound_process_renews_after_an_upgrade_unlinked_its_file()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        await rig.SignAsync();
        rig.Process.Measured = FakeFront.Of(links: 0);

        await rig.SignAsync();

        SvidBinding binding = SvidBinding.Of(await rig.LeafAsync(2));
        Assert.True(binding.ImageDeleted);
        Assert.Equal(new PreviousBinding(rig.Origin, 0), binding.Previous);
    }

    [Fact]
    public async Task A_new_process_on_an_unlinked_file_is_refused()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        await rig.SignAsync();

        RpcException refused = await rig.RefusedAsync(process: new() { Measured = FakeFront.Of(pid: 4313, links: 0) });

        Assert.StartsWith("deleted-image: ", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_unlinked_file_that_got_the_inode_of_the_bound_one_is_refused()
    {
        await using FrontRig rig = new FrontRig { Options = FrontRig.Policy("da", """, "mode": "observe" """) }.Quoting();
        await rig.SignAsync();

        RpcException refused = await rig.RefusedAsync(process: new() { Measured = FakeFront.Of(version: 0xDB, links: 0) });

        Assert.StartsWith("deleted-image: ", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_in_the_same_process_has_no_binding_before_it()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        await rig.SignAsync();
        rig.Process.Measured = FakeFront.Of(inode: 8);

        await rig.SignAsync();

        Assert.Null(await PreviousAsync(rig, leaf: 2));
    }

    [Fact]
    public async Task Another_identity_of_the_same_process_has_no_binding_before_it()
    {
        await using FrontRig rig = new FrontRig { Options = FrontRig.Policy("da", """, "mode": "observe" """) }.Quoting();
        await rig.SignAsync();

        await rig.SignAsync(Ask.Bytes(ask => ask.Id = "billing"));

        Assert.Null(await PreviousAsync(rig, leaf: 2));
    }

    [Fact]
    public async Task A_policy_that_is_reloaded_counts_from_the_next_attempt()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        await rig.SignAsync();

        rig.Options = FrontRig.Policy("db");

        Assert.Equal(StatusCode.PermissionDenied, (await rig.RefusedAsync()).StatusCode);
    }

    [Theory]
    [InlineData(0xDA, 0, true)]
    [InlineData(0xDB, 0, true)]
    [InlineData(0xDA, 24, false)]
    [InlineData(0xDB, 24, true)]
    [InlineData(0xDC, 0, false)]
    public void Next_digests_count_beside_the_present_ones_which_end_by_themselves(byte version, int hours, bool isListed)
    {
        SentryPolicy policy = FrontRig.Read(
            $$"""
            "policy": [{ "app": "default/sre-agent", "exes": ["{{Hex(0xDA)}}"], "next": ["{{Hex(0xDB)}}"], "previousUntil": "2026-11-21T00:00:00Z" }]
            """).Policy;

        Assert.Equal(isListed, policy.Lists(App, FakeFront.Exe(version), Now.AddHours(hours)));
    }

    private static string Hex(byte version) => Convert.ToHexStringLower(FakeFront.Exe(version));

    private static async Task<PreviousBinding?> PreviousAsync(FrontRig rig, long leaf) => SvidBinding.Of(await rig.LeafAsync(leaf)).Previous;
}
