// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry.V1;
using Attestation.Statements;
using Grpc.Core;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>A daprd, the front and a Sentry over their real protocols.</summary>
public sealed class SentrySocketTests
{
    [Fact]
    public async Task A_daprd_gets_its_certificate_from_sentry_and_its_key_is_bound()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();

        SignCertificateResponse answer = await daprd.FetchAsync(Ask.Message());

        Assert.NotEmpty(answer.WorkloadCertificate);
        Assert.Equal((1, 1, 1), (daprd.Attempts, rig.Sentry.Received, rig.Front.Process.Confirmed));
        Assert.Equal(PredicateTypes.SvidBinding, (await rig.Front.LeafAsync(0)).Type);
        Assert.Equal(PredicateTypes.SvidIssued, (await rig.Front.LeafAsync(1)).Type);
    }

    [Fact]
    public async Task A_ticket_of_another_pod_is_refused_by_sentry_and_daprd_hears_it_once()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();
        rig.Sentry.Tickets["ticket"] = (new("default", "billing"), "public");

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => daprd.FetchAsync(Ask.Message()));

        Assert.Equal((StatusCode.PermissionDenied, "the token is not this application's", 1), (refused.StatusCode, refused.Status.Detail, daprd.Attempts));
    }

    [Fact]
    public async Task A_sentry_that_starts_is_asked_again_within_one_attempt()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();
        rig.Sentry.Failing = 3;

        await daprd.FetchAsync(Ask.Message());

        Assert.Equal((1, 4), (daprd.Attempts, rig.Sentry.Received));
    }

    [Fact]
    public async Task A_pod_in_another_trust_domain_than_the_configuration_has_gets_nothing()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();
        rig.Sentry.Tickets["ticket"] = (new("default", "sre-agent"), "example.org");

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => daprd.FetchAsync(Ask.Message()));

        Assert.Equal((StatusCode.PermissionDenied, 1), (refused.StatusCode, daprd.Attempts));
        Assert.Contains("want spiffe://public/ns/default/sre-agent", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_is_withheld_until_there_is_fresh_evidence()
    {
        SwitchedEvidence evidence = new();
        await using SocketRig rig = await SocketRig.StartAsync(evidence);
        using DaprdClient daprd = rig.Daprd();

        Task<SignCertificateResponse> fetch = daprd.FetchAsync(Ask.Message());
        await evidence.Asked;
        bool before = fetch.IsCompleted;
        evidence.Fresh.SetResult();
        await fetch;

        Assert.False(before);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_once()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();
        SignCertificateRequest request = Ask.Message();
        request.Token = new('t', 100_000);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => daprd.FetchAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, 1, 0), (refused.StatusCode, daprd.Attempts, rig.Sentry.Received));
    }

    [Fact]
    public async Task Whatever_is_not_sign_certificate_is_unimplemented()
    {
        await using SocketRig rig = await SocketRig.StartAsync();
        using DaprdClient daprd = rig.Daprd();

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => new AgentClient.V1.Agent.AgentClient(daprd.Calls).GetInfoAsync(new()).ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
    }

    [Fact]
    public async Task A_listener_that_measures_nobody_serves_nobody()
    {
        await using SocketRig rig = await SocketRig.StartAsync(isMeasured: false);
        using DaprdClient daprd = rig.Daprd();

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => daprd.FetchAsync(Ask.Message()));

        Assert.Equal((StatusCode.PermissionDenied, 0), (refused.StatusCode, rig.Sentry.Received));
    }
}
