// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hcl;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Attestation.SpirePlugin.Server.NodeAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>A composer with a state directory of its own, and the node attestor's way to it.</summary>
internal sealed class ComposerSite : IAsyncDisposable
{
    public const string Agent = "spiffe://example.org/spire/agent/tee/boot/a";

    private readonly Scratch scratch = new();

    private ComposerSite(IPeerCredentials peers)
    {
        Keys = new(Clock);
        Configuration = new(Keys, Metrics, peers);
        HandOver = new(TimeProvider.System, new PeerCredentials());
    }

    public FakeTimeProvider Clock { get; } = new();

    public CountedMetrics Metrics { get; } = new();

    public ExpectedKeys Keys { get; }

    public ComposerConfiguration Configuration { get; }

    public ComposerHandOver HandOver { get; }

    public string StateDirectory => scratch.In("state");

    /// <summary>A composer that is not configured yet.</summary>
    public static ComposerSite New(IPeerCredentials? peers = null) => new(peers ?? new PeerCredentials());

    /// <summary>A composer in force.</summary>
    /// <param name="more">Options beside state_dir.</param>
    /// <param name="peers">Who connects to it.</param>
    public static async Task<ComposerSite> StartAsync(string more = "", IPeerCredentials? peers = null)
    {
        ComposerSite site = New(peers);
        await ApplyAsync(site.Configuration, site.StateDirectory, more);
        return site;
    }

    public string In(string name) => scratch.In(name);

    /// <summary>Reads options and puts them in force.</summary>
    public static async Task ApplyAsync(ComposerConfiguration configuration, string stateDirectory, string more = "")
    {
        (Func<CancellationToken, ValueTask>? apply, List<ConfigProblem> problems) = Read(configuration, $"state_dir = \"{stateDirectory}\"\n{more}");
        Assert.Empty(problems);
        await apply!(TestContext.Current.CancellationToken);
    }

    public static (Func<CancellationToken, ValueTask>? Apply, List<ConfigProblem> Problems) Read(ComposerConfiguration configuration, string text)
    {
        Assert.True(HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem), problem?.ToString());
        Assert.True(TrustDomainName.TryParse("example.org", out TrustDomainName? name, out _));
        List<ConfigProblem> problems = [];
        ConfigSection section = new(root, "", problems, style: ConfigStyle.Hcl);
        Func<CancellationToken, ValueTask>? apply = configuration.Read(section, name);
        section.Done();
        return (apply, problems);
    }

    /// <summary>Hands a key over; null where the composer will enforce it.</summary>
    public Task<Refusal?> HandAsync(byte[] key, string agent = Agent, byte[]? evidence = null) => HandAsync(HandOver, key, agent, evidence);

    /// <summary>Hands a key over by another node attestor.</summary>
    public async Task<Refusal?> HandAsync(ComposerHandOver by, byte[] key, string agent = Agent, byte[]? evidence = null) =>
        await by.HandOverAsync(StateDirectory, agent, SHA256.HashData(key), evidence ?? [7], TestContext.Current.CancellationToken);

    /// <summary>Asks as SPIRE does when it signs.</summary>
    public Task<ComposeAgentX509SVIDResponse> ComposeAsync(byte[] key, string agent = Agent, X509SVIDAttributes? attributes = null) =>
        new CredentialComposerService(Configuration, Keys, Metrics, NullLogger<CredentialComposerService>.Instance).ComposeAgentX509SVID(
            new() { SpiffeId = agent, PublicKey = ByteString.CopyFrom(key), Attributes = attributes }, new FakeCall());

    public async ValueTask DisposeAsync()
    {
        HandOver.Dispose();
        await Configuration.DisposeAsync();
        scratch.Dispose();
    }
}
