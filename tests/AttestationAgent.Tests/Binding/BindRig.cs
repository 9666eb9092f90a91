// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;
using Attestation.Agent.Tests.Measuring;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Configuration;
using Attestation.Statements;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Tests.Binding;

/// <summary>The agent's server on real sockets, over a log in memory and a TEE that answers at once; whoever connects is taken for a process that is made of text.</summary>
internal sealed class BindRig : IAsyncDisposable
{
    private readonly string folder;
    private readonly AgentServer server;
    private readonly LoopRig loop;
    private readonly Task answering;

    private BindRig(string folder, LoopRig loop, MeasuringRig measuring, RenamedSegments segments, AgentServer server)
    {
        (this.folder, this.loop, Measuring, Segments, this.server) = (folder, loop, measuring, segments, server);
        Connection = new(folder, AgentSocket.Bind);
        answering = AnswerAsync();
    }

    public MeasuringRig Measuring { get; }

    public RenamedSegments Segments { get; }

    public AgentConnection Connection { get; }

    /// <summary>Called before each quote.</summary>
    public Action OnQuote { get; set; } = () => { };

    /// <summary>The clock of everything but the network.</summary>
    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Clock => loop.Clock;

    /// <summary>From now on the log's disk is so full.</summary>
    public void Fill(DiskRoom room)
    {
        loop.Room = room;
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Socket => AgentConnection.SocketIn(folder, AgentSocket.Bind);

    public AgentConnection Other(AgentSocket socket) => new(folder, socket);

    public BindBegin Begin(string purpose = "user", string spiffeId = "") =>
        new() { Spki = ByteString.CopyFrom(Key.ExportSubjectPublicKeyInfo()), Purpose = purpose, SpiffeId = spiffeId };

    public async Task<SvidBinding> BindAsync(string spiffeId = "") => Read(await Connection.BindAsync(Key, "user", spiffeId));

    /// <summary>A statement of the agent's own that is in the log, answered.</summary>
    /// <returns>Its leaf.</returns>
    public async Task<ulong> AppendAsync(IPredicate predicate)
    {
        Assert.True(loop.Statements.TryWrite(predicate, uid: null, out PendingStatement? pending, out _));
        loop.Queue.Add(pending);
        return (ulong)(await pending.Answer).Index;
    }

    public static SvidBinding Read(AppendResponse answer) =>
        SvidBinding.Of(Statement.TryParse(answer.Statement.Memory, out Statement? statement, out Wire.Malformed? why) ? statement : throw new InvalidOperationException(why.ToString()));

    public static Task<BindRig> StartAsync(params (string Key, string Value)[] settings) => StartAsync(new MeasuringRig(), settings);

    public static async Task<BindRig> StartAsync(MeasuringRig measuring, params (string Key, string Value)[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("bind-").FullName;
        LoopRig loop = new();
        RenamedSegments segments = new();
        loop.Append("first");
        (await loop.Device.NextAsync()).Answer();
        AgentServer server = await AgentServer.StartAsync(StateOf(folder, loop, measuring, settings), new FakePeers(measuring.Process), segments, _ => { });
        return new(folder, loop, measuring, segments, server);
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        Key.Dispose();
        await server.DisposeAsync();
        await loop.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        _ = answering;
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            FakeQuote quote = await loop.Device.NextAsync();
            OnQuote();
            quote.Answer();
        }
    }

    private static AgentState StateOf(string folder, LoopRig loop, MeasuringRig measuring, (string Key, string Value)[] settings)
    {
        ConfigOverrides overrides = new();
        foreach ((string key, string value) in settings.Append(("socketDirectory", folder)))
        {
            overrides.Add(key, value, "--test");
        }

        Assert.True(AgentOptions.TryRead(default, overrides, out AgentOptions? options, out _));
        LogProofs proofs = new(loop.Run, _ => { });
        return new()
        {
            Live = new(options),
            Run = loop.Run,
            Queue = loop.Queue,
            Commit = loop.Commit,
            Quoter = null!,
            Statements = loop.Statements,
            Proofs = proofs,
            Bundles = null!,
            Heads = new(),
            Nodes = null!,
            HeldKeys = null!,
            Measuring = new(measuring.Measuring, measuring.Procfs, new(new(loop.Clock), () => options.MeasuringQuota)),
            Measurement = measuring.Measuring,
            Processes = measuring.Procfs,
            NodeQuotas = new(loop.Clock),
            Quotas = new(loop.Clock),
            BindingQuota = new(new(loop.Clock), () => options.BindingQuota),
            Disk = loop.Disk,
            Clock = loop.Clock,
            Anchor = "none",
            IsSimulated = true,
        };
    }
}
