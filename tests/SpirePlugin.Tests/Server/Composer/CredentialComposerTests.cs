// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

public sealed class CredentialComposerTests
{
    private static readonly byte[] Key = [1, 2, 3];
    private static readonly byte[] Other = [1, 2, 4];

    [Fact]
    public async Task Key_that_was_handed_over_gets_one_certificate()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        Assert.Null(await site.HandAsync(Key));

        Assert.Null((await site.ComposeAsync(Key)).Attributes);
        await RefusedAsync(() => site.ComposeAsync(Key));
        Assert.Equal(
            [
                "tee.composer.hand_over verdict=accepted", "tee.composer.records 1",
                "tee.composer.agent verdict=attested", "tee.composer.records 0",
                "tee.composer.agent verdict=refused", "tee.composer.records 0",
            ],
            site.Metrics.Sent);
    }

    [Fact]
    public async Task Agent_without_a_record_gets_no_certificate()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();

        await RefusedAsync(() => site.ComposeAsync(Key));
    }

    [Fact]
    public async Task Another_key_gets_no_certificate_and_leaves_the_record()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);

        await RefusedAsync(() => site.ComposeAsync(Other));
        Assert.NotNull(await site.ComposeAsync(Key));
    }

    [Fact]
    public async Task Another_agent_with_the_key_gets_no_certificate()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);

        await RefusedAsync(() => site.ComposeAsync(Key, ComposerSite.Agent + "b"));
    }

    [Fact]
    public async Task Record_that_ran_out_gets_no_certificate()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);
        site.Clock.Advance(TimeSpan.FromMinutes(2));

        await RefusedAsync(() => site.ComposeAsync(Key));
    }

    [Fact]
    public async Task Forty_attestations_of_one_agent_at_once_each_get_their_certificate()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        byte[][] all = [.. Enumerable.Range(0, 40).Select(each => (byte[])[(byte)each])];

        Assert.All(await Task.WhenAll(all.Select(each => site.HandAsync(each))), Assert.Null);
        await Task.WhenAll(all.Reverse().Select(each => Task.Run(() => site.ComposeAsync(each))));
        Assert.Equal(0, site.Keys.Count);
    }

    [Theory]
    [InlineData("spiffe://example.org/spire/agent/join_token/x")]
    [InlineData("spiffe://example.org/spire/agent/teeth/x")]
    [InlineData("spiffe://example.org/spire/agent/tee")]
    [InlineData("spiffe://example.org.other/spire/agent/tee/x")]
    [InlineData("spiffe://other.org/spire/agent/tee/x")]
    [InlineData("spiffe://other.org/x/spiffe://example.org/spire/agent/tee/x")]
    [InlineData("")]
    public async Task Agent_of_anybody_else_is_left_as_it_is(string agent)
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");

        Assert.Null((await site.ComposeAsync(Key, agent)).Attributes);
        Assert.Empty(site.Metrics.Sent);
    }

    [Fact]
    public async Task Composer_that_is_not_configured_lets_no_agent_pass()
    {
        await using ComposerSite site = ComposerSite.New();

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => site.ComposeAsync(Key));
        Assert.Equal((StatusCode.FailedPrecondition, "not configured"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task Signatures_for_all_but_agents_are_left_as_they_are()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        CredentialComposerService service = new(site.Configuration, site.Keys, site.Metrics, NullLogger<CredentialComposerService>.Instance);
        FakeCall call = new();

        Assert.Null((await service.ComposeServerX509CA(new() { Attributes = new() }, call)).Attributes);
        Assert.Null((await service.ComposeServerX509SVID(new() { Attributes = new() }, call)).Attributes);
        Assert.Null((await service.ComposeWorkloadX509SVID(new() { SpiffeId = ComposerSite.Agent, Attributes = new() }, call)).Attributes);
        Assert.Null((await service.ComposeWorkloadJWTSVID(new() { SpiffeId = ComposerSite.Agent, Attributes = new() }, call)).Attributes);
        Assert.Empty(site.Metrics.Sent);
    }

    private static async Task RefusedAsync(Func<Task<ComposeAgentX509SVIDResponse>> compose)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(compose);
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
    }
}
