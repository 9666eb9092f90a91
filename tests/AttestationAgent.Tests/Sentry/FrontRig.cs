// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sentry;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;
using Attestation.Native.LibCrypto;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>The front over a log in memory, a TEE that answers unless it is told not to, a process that is made up, and a clock that the test turns.</summary>
internal sealed class FrontRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LoopRig log = new();
    private readonly HeadFeed heads = new();
    private readonly SentryMeter meter = new();
    private readonly NotingClock holds;
    private Task? next;

    /// <param name="clock">The front's; null takes the log's, which the test turns.</param>
    /// <param name="upstream">Sentry; null takes <see cref="Upstream"/>.</param>
    public FrontRig(TimeProvider? clock = null, IUpstreamSentry? upstream = null)
    {
        Issuer = new(Clock.GetUtcNow());
        Upstream = new(Issuer);
        holds = new(Clock, AttemptBudget.Backoff);
        log.Commit.Published += heads.Publish;
        Front = new(
            new()
            {
                Options = () => Options,
                Bound = new(),
                Statements = log.Statements,
                Queue = log.Queue,
                Meter = meter,
                Ed25519 = new Ed25519(),
                Logs = NullLoggerFactory.Instance,
                Clock = clock ?? holds,
            },
            upstream ?? Upstream);
    }

    public FakeTimeProvider Clock => log.Clock;

    public FakeAttester Device => log.Device;

    public string Origin => log.Run.Origin.ToString();

    public long Leaves => log.Run.Newest?.Size ?? 0;

    public DiskRoom Room
    {
        set => log.Room = value;
    }

    public SentryIssuer Issuer { get; }

    public FakeUpstream Upstream { get; }

    public FakeFront Process { get; } = new();

    public SentryFront Front { get; }

    public SentryOptions Options { get; set; } = Policy("da");

    /// <summary>Options that list the program whose digest repeats that byte.</summary>
    public static SentryOptions Policy(string version, string more = "") => Read(
        $$"""
        "upstream": { "address": "sentry:443", "anchors": "/anchors" },
        "policy": [{ "app": "default/sre-agent", "exes": ["{{string.Concat(Enumerable.Repeat(version, 32))}}"] }]{{more}}
        """);

    public static SentryOptions Read(string members)
    {
        Assert.True(AgentOptions.TryRead(Encoding.UTF8.GetBytes($$"""{ "sentry": { {{members}} } }"""), new(), out AgentOptions? options, out var problems), string.Join("; ", problems));
        return options.Sentry;
    }

    /// <summary>From now on the TEE answers.</summary>
    public FrontRig Quoting()
    {
        _ = AnswerAsync();
        return this;
    }

    /// <summary>One attempt of daprd.</summary>
    public async Task<byte[]> SignAsync(byte[]? request = null, FakeFront? process = null)
    {
        process ??= Process;
        using AttemptBudget budget = new(AttemptBudget.Usual, holds, CancellationToken.None);
        return await Front.SignAsync(request ?? Ask.Bytes(), new(process, process.Measured.Process.Peer), budget);
    }

    /// <summary>An attempt that must fail.</summary>
    public async Task<RpcException> RefusedAsync(byte[]? request = null, FakeFront? process = null) =>
        await Assert.ThrowsAsync<RpcException>(() => SignAsync(request, process).WaitAsync(Patience));

    /// <summary>Turns the clock as far as each pause between two tries, until the attempt ends.</summary>
    /// <returns>How far it was turned.</returns>
    public async Task<TimeSpan> TurnAsync(Task attempt)
    {
        TimeSpan turned = TimeSpan.Zero;
        while (await Task.WhenAny(attempt, next ??= holds.NextWaitAsync()).WaitAsync(Patience) != attempt)
        {
            next = null;
            Clock.Advance(AttemptBudget.Backoff);
            turned += AttemptBudget.Backoff;
        }

        return turned;
    }

    /// <summary>A leaf, as soon as it has Evidence.</summary>
    public async Task<Statement> LeafAsync(long index)
    {
        PublishedHead head = (await heads.NextAsync(index + 1, CancellationToken.None).WaitAsync(Patience))!;
        Assert.True(new TileReader(log.Storage, head.Size).TryProve(index, head.Checkpoint.Root, out ReadOnlyMemory<byte> entry, out _, out _));
        Assert.True(Statement.TryParse(entry, out Statement? statement, out var malformed), malformed?.ToString());
        return statement;
    }

    public async ValueTask DisposeAsync()
    {
        meter.Dispose();
        holds.Dispose();
        await log.DisposeAsync();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            (await Device.NextAsync()).Answer();
        }
    }
}
