// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Sentry;

public sealed class HandshakeGateTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly SwitchedEvidence evidence = new();
    private readonly FakeUpstream upstream = new(new(DateTimeOffset.UnixEpoch.AddYears(56)));

    [Fact]
    public async Task A_connection_shakes_hands_at_once_while_there_is_fresh_evidence_and_a_sentry()
    {
        evidence.Fresh.SetResult();

        Assert.True(await OpensAsync());
    }

    [Fact]
    public async Task A_connection_waits_for_fresh_evidence()
    {
        Task<bool> opens = OpensAsync();
        clock.Advance(TimeSpan.FromSeconds(14));
        bool before = opens.IsCompleted;
        evidence.Fresh.SetResult();

        Assert.False(before);
        Assert.True(await opens);
    }

    [Fact]
    public async Task A_connection_is_closed_after_15_seconds_without_evidence()
    {
        Task<bool> opens = OpensAsync();
        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.False(await opens);
    }

    [Fact]
    public async Task A_connection_is_closed_after_15_seconds_without_sentry()
    {
        evidence.Fresh.SetResult();
        upstream.Reaches = FakeUpstream.HangsAsync;
        Task<bool> opens = OpensAsync();
        clock.Advance(TimeSpan.FromSeconds(15));

        Assert.False(await opens);
    }

    private Task<bool> OpensAsync() => new HandshakeGate(evidence, upstream, clock, NullLogger<HandshakeGate>.Instance).OpensAsync(CancellationToken.None);
}
