// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using Attestation.Native;
using Attestation.SpirePlugin.Protos.Binding;
using Attestation.SpirePlugin.Server.Binding;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Attestation.SpirePlugin.Server.NodeAttestor;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>The node attestor's end: nothing but "will enforce" is yes.</summary>
public sealed class HandOverTests
{
    private static readonly byte[] Key = [1];

    [Fact]
    public async Task Directory_that_nobody_made_is_an_absent_composer()
    {
        await using ComposerSite site = ComposerSite.New();

        RefusedFor("no-composer", StatusCode.Unavailable, await site.HandAsync(Key));
    }

    [Fact]
    public async Task Directory_that_nobody_serves_is_an_absent_composer()
    {
        await using ComposerSite site = ComposerSite.New();
        BindingPlace.Make(site.StateDirectory);

        RefusedFor("no-composer", StatusCode.Unavailable, await site.HandAsync(Key));
    }

    [Fact]
    public async Task Directory_that_others_can_enter_is_not_used()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        File.SetUnixFileMode(site.StateDirectory, File.GetUnixFileMode(site.StateDirectory) | UnixFileMode.OtherExecute);

        RefusedFor("state-dir", StatusCode.FailedPrecondition, await site.HandAsync(Key));
    }

    [Fact]
    public async Task Composer_of_other_prefixes_enforces_nothing()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("agent_path_prefixes = [\"/spire/agent/other/\"]");

        RefusedFor("outside-prefixes", StatusCode.FailedPrecondition, await site.HandAsync(Key));
        Assert.Equal(0, site.Keys.Count);
    }

    [Fact]
    public async Task Full_composer_takes_no_more_and_forgets_none()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        await site.HandAsync(Key);
        byte[] other = new byte[32];
        while (site.Keys.TryAdd(ComposerSite.Agent, other, default))
        {
        }

        RefusedFor("composer-full", StatusCode.Unavailable, await site.HandAsync([2]));
        Assert.Equal(ExpectedKeys.MaxRecords, site.Keys.Count);
        Assert.NotNull(await site.ComposeAsync(Key));
        Assert.Null(await site.HandAsync([2]));
    }

    [Fact]
    public async Task Composer_that_comes_back_is_found_again()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        Assert.Null(await site.HandAsync(Key));
        await site.Configuration.DisposeAsync();
        RefusedFor("no-composer", StatusCode.Unavailable, await site.HandAsync(Key));

        await using ComposerConfiguration next = new(site.Keys, site.Metrics, new PeerCredentials());
        await ComposerSite.ApplyAsync(next, site.StateDirectory);
        Assert.Null(await site.HandAsync(Key));
    }

    [Fact]
    public async Task Composer_of_another_user_hears_nothing()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        using ComposerHandOver handOver = new(TimeProvider.System, new AnotherUser());

        RefusedFor("composer-of-another-user", StatusCode.Unavailable, await site.HandAsync(handOver, Key));
        Assert.Equal(0, site.Keys.Count);
    }

    [Fact]
    public async Task Node_attestor_of_another_user_is_not_listened_to()
    {
        await using ComposerSite site = await ComposerSite.StartAsync(peers: new AnotherUser());

        RefusedFor("no-composer", StatusCode.Unavailable, await site.HandAsync(Key));
        Assert.Equal(0, site.Keys.Count);
    }

    [Fact]
    public async Task Composer_that_says_nothing_is_waited_for_two_seconds()
    {
        await using ComposerSite site = ComposerSite.New();
        FakeTimeProvider clock = new();
        using ComposerHandOver handOver = new(clock, new PeerCredentials());
        using Socket silent = Listening(site);
        Task<Refusal?> waiting = site.HandAsync(handOver, Key);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        RefusedFor("composer-late", StatusCode.Unavailable, await waiting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")]
    [InlineData("\0\0\0\u0004\0\0\0\0\0\u007f\u007f")]
    public async Task Something_else_that_answers_is_no_composer(string garbage)
    {
        await using ComposerSite site = ComposerSite.New();
        using Socket listener = Listening(site);
        Task<Refusal?> waiting = site.HandAsync(Key);
        using (Socket accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            await accepted.SendAsync(Encoding.ASCII.GetBytes(garbage), TestContext.Current.CancellationToken);
            listener.Close();
        }

        Refusal? refusal = await waiting;
        Assert.Equal(StatusCode.Unavailable, refusal?.Code);
        Assert.Contains("state_dir", refusal!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Unspecified)]
    [InlineData((Verdict)77)]
    public async Task Verdict_that_is_not_known_is_no_yes(Verdict verdict)
    {
        await using ComposerSite site = ComposerSite.New();
        BindingPlace.Make(site.StateDirectory);
        await using WebApplication strange = await StrangeComposer.StartAsync(BindingPlace.SocketIn(site.StateDirectory), () => new() { Verdict = verdict });

        RefusedFor("composer-unclear", StatusCode.Unavailable, await site.HandAsync(Key));
    }

    [Theory]
    [InlineData(StatusCode.Unimplemented)]
    [InlineData(StatusCode.OK)]
    [InlineData(StatusCode.InvalidArgument)]
    public async Task Status_instead_of_a_verdict_is_no_yes(StatusCode status)
    {
        await using ComposerSite site = ComposerSite.New();
        BindingPlace.Make(site.StateDirectory);
        await using WebApplication strange = await StrangeComposer.StartAsync(BindingPlace.SocketIn(site.StateDirectory), () => throw new RpcException(new(status, "")));

        RefusedFor("composer-unclear", StatusCode.Unavailable, await site.HandAsync(Key));
    }

    [Fact]
    public async Task Hand_over_that_is_given_up_ends_at_once()
    {
        await using ComposerSite site = ComposerSite.New();
        using Socket silent = Listening(site);
        using CancellationTokenSource gone = new();
        Task<Refusal?> waiting = site.HandOver.HandOverAsync(site.StateDirectory, ComposerSite.Agent, new byte[32], default, gone.Token).AsTask();
        await gone.CancelAsync();

        Exception? ended = await Record.ExceptionAsync(() => waiting);
        Assert.True(ended is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled }, $"{ended}");
    }

    private static Socket Listening(ComposerSite site)
    {
        BindingPlace.Make(site.StateDirectory);
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(BindingPlace.SocketIn(site.StateDirectory)));
        listener.Listen();
        return listener;
    }

    private static void RefusedFor(string reason, StatusCode code, Refusal? refusal)
    {
        Assert.Equal((reason, code), (refusal?.Reason, refusal?.Code));
        Assert.Contains("state_dir", refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("agent_path_prefixes", refusal.Text, StringComparison.Ordinal);
    }
}
