// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Fronts;
using Attestation.Agent.Sockets;
using Attestation.Kernel;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>The front, put together from a run and its options: certificate, upstream, gate, server.</summary>
internal sealed class SentrySocket : IAsyncDisposable
{
    private readonly List<IDisposable> held;
    private readonly SentryServer server;

    private SentrySocket(SentryServer server, List<IDisposable> held)
    {
        this.server = server;
        this.held = held;
    }

    /// <summary>Tells what cannot be before a run begins, whose start would be in a register for nobody.</summary>
    /// <param name="options">What the agent is told to be.</param>
    /// <param name="isSimulated">True on a simulated machine.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="AgentFailure">The anchors or the socket's group are not as they must be.</exception>
    public static void Require(AgentOptions options, bool isSimulated, TimeProvider clock)
    {
        if (SocketSet.Sentry(options, isSimulated) is not null)
        {
            new UpstreamTrust(options.Sentry.Upstream!, clock).RequireUsable([]);
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="state">The run.</param>
    /// <param name="credentials">The kernel's word on peers.</param>
    /// <param name="segments">The kernel's word on who sent.</param>
    /// <param name="logs">Where log lines go.</param>
    /// <returns>Null where no upstream is named.</returns>
    /// <exception cref="AgentFailure">A certificate, the anchors or the socket is not as it must be.</exception>
    public static async Task<SentrySocket?> OpenAsync(AgentState state, IPeerCredentials credentials, ISegments segments, Action<ILoggingBuilder> logs)
    {
        if (state.Options.Sentry.Upstream is not { } options || SocketSet.Sentry(state.Options, state.IsSimulated) is not { } socket)
        {
            return null;
        }

        FrontCertificates certificates = Take(Path.Combine(state.Options.StateDirectory, "sentry"), options, state.Clock);
        ILoggerFactory loggers = LoggerFactory.Create(logs);
        SentryMeter meter = new();
        List<IDisposable> held = [loggers, meter, certificates];
        UpstreamTrust trust = new(options, state.Clock);
        trust.RequireUsable([.. certificates.All.Select(each => each.SpkiSha256)]);
        UpstreamSentry upstream = new(options, trust, loggers.CreateLogger<UpstreamSentry>());
        held.Add(upstream);
        SentryFront front = new(SentryFrontParts.Of(state, meter, loggers), upstream);
        HandshakeGate gate = new(Evidence(state), upstream, state.Clock, loggers.CreateLogger<HandshakeGate>());
        SentryServerParts parts = new(front, gate, certificates.Current)
        {
            Services = services => services.AddFronts(credentials, state.Processes, segments, state.Measurement, state.Clock),
            Listen = static (kestrel, listened, configure) => kestrel.ListenFront(listened, SocketName.Sentry, configure),
        };
        SentryServer server = await SentryServer.StartAsync(parts, socket, logs, state.Clock).ConfigureAwait(false);
        return new(server, held);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync().ConfigureAwait(false);
        held.Reverse();
        held.ForEach(each => each.Dispose());
    }

    private static RunEvidence Evidence(AgentState state) =>
        new(state.Commit, () => state.Run.Newest, state.Heads, () => state.Options.Log.Heartbeat, state.Clock);

    private static FrontCertificates Take(string directory, SentryUpstreamOptions options, TimeProvider clock)
    {
        try
        {
            return FrontCertificates.Take(directory, options.SpiffeId, clock.GetUtcNow());
        }
        catch (Exception failed) when (failed is KernelException or IOException or UnauthorizedAccessException)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, $"the front's certificate: {failed.Message}", failed);
        }
    }
}
