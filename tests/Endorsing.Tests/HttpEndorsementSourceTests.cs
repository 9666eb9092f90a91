// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Microsoft.AspNetCore.Http;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing.Tests;

/// <summary>Fetching from a real HTTPS server on this machine.</summary>
public sealed class HttpEndorsementSourceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_platform_is_verified_by_what_a_service_hands_out(bool isPccs)
    {
        await using ServiceScene at = await ServiceScene.StartAsync(isPccs);
        using EndorsementStore store = at.Scene.Store(at.Source);

        GatheredEndorsements gathered = await at.Scene.Planner(store).GatherAsync([at.Scene.Machine.Evidence], new(), TestContext.Current.CancellationToken);

        Assert.Empty(gathered.Failures);
        AttestationResult result = at.Scene.Appraise(gathered.All);
        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.All(result.Endorsements, use => Assert.Equal(Scene.Now, use.RetrievedAt));
        Assert.All(result.Endorsements, use => Assert.StartsWith("localhost:", use.Source, StringComparison.Ordinal));
        Assert.Equal(4, at.Service.Requests.Count);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "30", 30)]
    [InlineData(429, "Mon, 15 Jun 2026 12:00:45 GMT", 45)]
    public async Task Retry_after_is_honoured(int status, string retryAfter, int seconds)
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Once(SimulatedService.Status(status, retryAfter));

        await FetchAsync(at);

        Assert.Equal(2, at.Service.Requests.Count);
        Assert.InRange(at.Scene.Clock.GetUtcNow() - Scene.Now, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 2));
    }

    [Fact]
    public async Task A_retry_after_beyond_the_budget_is_not_waited_for()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Always = SimulatedService.Status(429, "3600");

        EndorsementUnavailableException failure = await FailAsync(at);

        Assert.Equal((Reason.RateLimited, TimeSpan.FromHours(1)), (failure.Reason, failure.RetryAfter!.Value));
        Assert.Single(at.Service.Requests);
    }

    [Theory]
    [InlineData(500, Reason.HostFailed, 6)]
    [InlineData(502, Reason.HostFailed, 6)]
    [InlineData(503, Reason.RateLimited, 6)]
    [InlineData(404, Reason.NotFound, 1)]
    [InlineData(410, Reason.NotFound, 1)]
    [InlineData(461, Reason.NotFound, 1)]
    [InlineData(302, Reason.Redirected, 1)]
    public async Task A_status_becomes_a_reason_and_is_asked_again_where_that_may_help(int status, Reason reason, int requests)
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Always = SimulatedService.Status(status);

        EndorsementUnavailableException failure = await FailAsync(at);

        Assert.Equal(reason, failure.Reason);
        Assert.StartsWith("localhost:", failure.Host, StringComparison.Ordinal);
        Assert.Equal(requests, at.Service.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_even_to_the_same_host()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Always = context =>
        {
            context.Response.Redirect(at.Service.Address + "/elsewhere");
            return Task.CompletedTask;
        };

        Assert.Equal(Reason.Redirected, (await FailAsync(at)).Reason);
        Assert.Single(at.Service.Requests);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up()
    {
        await using ServiceScene at = await ServiceScene.StartAsync(limits: new() { Request = TimeSpan.FromMilliseconds(150), Attempts = 2 });
        at.Service.Always = SimulatedService.NeverAsync;

        Assert.Equal(Reason.TimedOut, (await FailAsync(at)).Reason);
    }

    [Fact]
    public async Task A_body_that_stops_in_the_middle_is_given_up()
    {
        await using ServiceScene at = await ServiceScene.StartAsync(limits: new() { Request = TimeSpan.FromMilliseconds(150), Attempts = 1 });
        at.Service.Always = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            await SimulatedService.NeverAsync(context);
        };

        Assert.Equal(Reason.TimedOut, (await FailAsync(at)).Reason);
    }

    [Fact]
    public async Task A_truncated_body_is_asked_for_again()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Once(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            context.Abort();
        });

        await FetchAsync(at);

        Assert.Equal(2, at.Service.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_body_is_not_read(bool hasLength)
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Always = async context =>
        {
            context.Response.ContentLength = hasLength ? 1L << 40 : null;
            byte[] chunk = new byte[64 << 10];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };

        Assert.Equal(Reason.TooLarge, (await FailAsync(at)).Reason);
        Assert.Single(at.Service.Requests);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_not_spoken_to()
    {
        await using ServiceScene at = await ServiceScene.StartAsync(isTrusted: false);

        Assert.Equal(Reason.NotSecure, (await FailAsync(at)).Reason);
        Assert.Empty(at.Service.Requests);
    }

    [Fact]
    public async Task A_server_of_another_name_is_not_spoken_to()
    {
        await using ServiceScene at = await ServiceScene.StartAsync(host: "other.example");

        Assert.Equal(Reason.NotSecure, (await FailAsync(at)).Reason);
        Assert.Empty(at.Service.Requests);
    }

    [Fact]
    public async Task A_dead_server_is_unreachable()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        await at.Service.DisposeAsync();

        Assert.Equal(Reason.Unreachable, (await FailAsync(at)).Reason);
    }

    [Fact]
    public async Task Without_the_issuer_chain_an_answer_cannot_be_read()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        at.Service.Always = context => context.Response.WriteAsync("{}");

        EndorsementUnavailableException failure = await FailAsync(at);

        Assert.Equal(Reason.Malformed, failure.Reason);
        Assert.Contains("TCB-Info-Issuer-Chain", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_beyond_the_burst_wait_for_their_turn()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        EndorsementHost slow = new("intel-pcs", null) { Burst = 2, Interval = TimeSpan.FromSeconds(10) };
        EndorsementRequest request = at.Scene.TcbInfo;
        EndorsementRequest paced = request with { Routes = [new(slow, request.Routes[0].Path)] };

        for (int i = 0; i < 5; i++)
        {
            await at.Source.FetchAsync(paced, false, TestContext.Current.CancellationToken);
        }

        Assert.Equal(TimeSpan.FromSeconds(30), at.Scene.Clock.GetUtcNow() - Scene.Now);
        Assert.Equal(5, at.Service.Requests.Count);
    }

    [Fact]
    public async Task Only_hex_of_the_evidence_is_in_a_path()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();

        Assert.All(at.Scene.Requests.SelectMany(each => each.Routes), route => Assert.Matches("^/[A-Za-z0-9/.?=&]+$", route.Path));
        Assert.Equal("/tdx/certification/v4/tcb?fmspc=" + at.Scene.TcbInfo.Name[^12..], at.Scene.TcbInfo.Routes[^1].Path);
    }

    private static ValueTask<ImmutableArray<Endorsement>> FetchAsync(ServiceScene at) =>
        at.Source.FetchAsync(at.Scene.TcbInfo, false, TestContext.Current.CancellationToken);

    private static async Task<EndorsementUnavailableException> FailAsync(ServiceScene at) =>
        await Assert.ThrowsAsync<EndorsementUnavailableException>(async () => await FetchAsync(at));
}
