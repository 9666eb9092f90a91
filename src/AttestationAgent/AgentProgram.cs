// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Attestation.Agent.Bundles;
using Attestation.Agent.Configuration;
using Attestation.Agent.Machine;
using Attestation.Agent.Sentry;
using Attestation.Agent.Sockets;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.TransparencyLog;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent;

/// <summary>The agent's life: machine, run, sockets, until a signal.</summary>
/// <param name="options">What it is told to be.</param>
/// <param name="reread">Reads the configuration again, for SIGHUP.</param>
/// <param name="clock">The clock.</param>
internal sealed partial class AgentProgram(AgentOptions options, Func<AgentOptions> reread, TimeProvider clock)
{
    /// <summary>SIGTERM waits for the batch in flight; a throttled report takes up to 62 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

#if SIMULATORS
    /// <summary>The TEE to simulate; null runs on the real kernel.</summary>
    public string? Simulate { get; init; }

    /// <summary>The simulated device's latency model; null takes what real ones do.</summary>
    public string? Latency { get; init; }

    /// <summary>What the simulated machine does wrong; null for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>One statement, and the end.</summary>
    public bool Once { get; init; }

    /// <summary>Where a bundle and a policy are written; null writes none.</summary>
    public string? Out { get; init; }

    private SimulatedMachines? simulated;
#endif

    /// <summary>Runs until a signal, or until the run ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using ILoggerFactory logs = LoggerFactory.Create(Logs);
        try
        {
            LiveOptions live = new(options);
            ILogger<AgentProgram> logger = logs.CreateLogger<AgentProgram>();
            using PosixSignalRegistration hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Reload(signal, live, logger));
            (IGuestKernel kernel, IBundleEndorsements endorsements) = Ground(live, logs);
            using IDisposable? held = endorsements as IDisposable;
            // A group that does not exist is told before the register is extended for a run that nobody could reach.
            SocketSet.Of(options, kernel.IsSimulated);
            SentrySocket.Require(options, kernel.IsSimulated, clock);
            Task<AgentMachine> Detect() => AgentMachine.DetectAsync(kernel, options.Tees, clock);
            await using AgentRun run = await AgentRun.StartAsync(live, Detect, endorsements, AgentBuild.Identity(), logs, clock, stop.Token).ConfigureAwait(false);
#if SIMULATORS
            if (simulated is not null && await ShowAsync(run, simulated, stop.Token).ConfigureAwait(false) is var exitCode && Once)
            {
                await run.StopAsync().ConfigureAwait(false);
                return exitCode;
            }
#endif
            Task refresh = (endorsements as PlannedEndorsements)?.RefreshAsync(stop.Token) ?? Task.CompletedTask;
            int code = await ServeAsync(run, stop.Token).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(refresh).ConfigureAwait(false);
            return code;
        }
        catch (AttesterException failed)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, failed.Message, failed) { Hint = failed.Hint, Details = [.. failed.Probes.Select(each => $"{each.What}: {each.Path}: {each.Says}")] };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it served: nobody waits for an answer.
            return 0;
        }
        catch (Exception failed) when (failed is LogStorageException or IOException or UnauthorizedAccessException)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, failed.Message, failed) { Hint = "the run has ended; start the agent again, and it begins the next" };
        }
    }

    private async Task<int> ServeAsync(AgentRun run, CancellationToken stop)
    {
        await using AgentServer server = await AgentServer.StartAsync(run.State, new PeerCredentials(), new Segments(), Logs).ConfigureAwait(false);
        await using SentrySocket? sentry = await SentrySocket.OpenAsync(run.State, new PeerCredentials(), new Segments(), Logs).ConfigureAwait(false);
        SystemdNotice.Send("READY=1");
        await Task.WhenAny(run.Ended, Task.Delay(Timeout.Infinite, stop)).ConfigureAwait(false);
        SystemdNotice.Send("STOPPING=1");
        try
        {
            await run.StopAsync().WaitAsync(Patience, CancellationToken.None).ConfigureAwait(false);
            return 0;
        }
        catch (TimeoutException late)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, $"the device did not answer within {Patience.TotalSeconds} s of the stop: who waited was not answered", late);
        }
        finally
        {
            await server.StopAsync().ConfigureAwait(false);
        }
    }

    // The machine, and who vouches for it.
    private (IGuestKernel Kernel, IBundleEndorsements Endorsements) Ground(LiveOptions live, ILoggerFactory logs)
    {
#if SIMULATORS
        if (Simulate is { } tee)
        {
            simulated = SimulatedMachines.Start(tee, Fault, Latency is null ? null : SimulatedMachines.Latencies[Latency], clock);
            return (simulated.Kernel, new GivenEndorsements([.. simulated.Vendor.Endorsements.All]));
        }
#endif
        return (new LinuxKernel(), new PlannedEndorsements(live, clock, logs.CreateLogger<PlannedEndorsements>()));
    }

#if SIMULATORS
    // What a Relying Party sees of this agent, before anybody asks.
    private async Task<int> ShowAsync(AgentRun run, SimulatedMachines machine, CancellationToken stop)
    {
        OneStatement shown = Out is null && !Once
            ? await OneStatement.OfTheStartAsync(run.State, machine.Vendor, stop).ConfigureAwait(false)
            : await OneStatement.OfThePolicyAsync(run.State, machine.Vendor, stop).ConfigureAwait(false);
        if (Out is not null)
        {
            await shown.WriteAsync(Out, stop).ConfigureAwait(false);
        }

        return OnceReport.Print(shown, clock.GetUtcNow());
    }
#endif

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private void Reload(PosixSignalContext signal, LiveOptions live, ILogger logger)
    {
        signal.Cancel = true;
        try
        {
            ImmutableArray<string> @fixed = live.Change(reread());
            if (@fixed.IsEmpty)
            {
                LogReloaded(logger);
            }
            else
            {
                LogRefused(logger, $"{string.Join(", ", @fixed)} cannot change while the agent runs; start it again");
            }
        }
        catch (AgentFailure refused)
        {
            LogRefused(logger, $"{refused.Message}: {string.Join("; ", refused.Details)}");
        }
    }

    [LoggerMessage(141, LogLevel.Information, "the configuration was read again and is in force")]
    private static partial void LogReloaded(ILogger logger);

    [LoggerMessage(142, LogLevel.Error, "the configuration was read again and refused, the old one stays in force: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);

    private static void Logs(ILoggingBuilder logging) =>
        logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
}
