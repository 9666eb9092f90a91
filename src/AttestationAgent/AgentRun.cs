// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Bundles;
using Attestation.Agent.Configuration;
using Attestation.Agent.Containers;
using Attestation.Agent.Ledger;
using Attestation.Agent.Machine;
using Attestation.Agent.Measuring;
using Attestation.Agent.Nodes;
using Attestation.Agent.Quoting;
using Attestation.Agent.Sockets;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.Native.LibCrypto;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent;

/// <summary>One run of the agent, from its locks to its last answer (CONTRACTS, section 11.3).</summary>
internal sealed partial class AgentRun : IAsyncDisposable
{
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private readonly List<IDisposable> held = [];
    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;
    private Task housekeeping = Task.CompletedTask;

    private AgentRun(AgentState state) => State = state;

    /// <summary>What the sockets serve from.</summary>
    public AgentState State { get; }

    /// <summary>Ends when the run does; faulted where its storage failed.</summary>
    public Task Ended => loop;

    /// <summary>Starts a run: its key, its first statement, its anchor, its first head.</summary>
    /// <param name="live">What the agent is told to be.</param>
    /// <param name="detect">Finds the machine that it attests, once nobody else holds the directories.</param>
    /// <param name="endorsements">What travels with bundles.</param>
    /// <param name="agent">The running executable.</param>
    /// <param name="logs">Makes loggers.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Gives up waiting for the first quote.</param>
    /// <exception cref="AgentFailure">A lock is held, the directory is another kind of machine's, the storage fails.</exception>
    public static async Task<AgentRun> StartAsync(
        LiveOptions live,
        Func<Task<AgentMachine>> detect,
        IBundleEndorsements endorsements,
        AgentIdentity agent,
        ILoggerFactory logs,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        AgentOptions options = live.Current;
        StateDirectory directory = new(options.StateDirectory);
        List<IDisposable> held = [.. Locks(options, directory)];
        ExecWatching? watching = options.Measuring.ExecRecords ? ExecWatching.Start(new ProcessEvents(clock), new Processes(), clock, logs.CreateLogger<ExecWatch>()) : null;
        held.AddRange(watching is null ? [] : [watching]);
        AgentMachine machine = await detect().ConfigureAwait(false);
        Archive archive = new(directory, LogDirectory.Open);
        if (archive.PreviousIsSimulated() is { } simulated && simulated != machine.Kernel.IsSimulated)
        {
            throw new AgentFailure(AgentFailure.BadConfiguration, $"{directory.Path}: its runs are {Kind(simulated)}, this machine is {Kind(machine.Kernel.IsSimulated)}")
            {
                Hint = "give each kind of machine a state directory of its own (--state DIR)",
            };
        }

        PreviousHead? previous = archive.Previous();
        LogKey key = new();
        LogDirectory storage = LogDirectory.Create(directory.Logs, RunId.Of(key.PublicKey.Span).Value);
        held.AddRange(key, storage);
        Share(options, directory.Of(RunId.Of(key.PublicKey.Span)));
        LogRun run = new(options.TrustDomain, key, storage, new(), clock);
        OwnStatements statements = new(agent, machine.Kernel.Boot, clock);
        PendingStatement first = statements.LogStart(run, [.. machine.Attesters.Select(each => each.Tee)], machine.Kernel.IsSimulated, machine.References, previous);
        BootKey? boot = options.Instance == "run" ? null : TakeBootKey(options, machine);
        AnchoredAttesters anchored = AnchoredAttesters.Extend(options, machine, first.Statement, logs.CreateLogger<AnchoredAttesters>());
        AgentRun made = Assemble(live, machine, endorsements, run, statements, new(run.RunId, boot), anchored, watching?.Watch, logs, clock);
        made.held.AddRange(held);
        made.held.AddRange(boot is null ? [] : [boot]);
        await made.BeginAsync(first, directory, logs, cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <summary>Closes the queue, finishes the batch in flight and answers.</summary>
    public async Task StopAsync()
    {
        State.Queue.Close();
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(loop, housekeeping), Task.Delay(LastPatience)).ConfigureAwait(false);
        if (!loop.IsCompleted)
        {
            // The device still works for a run that nobody waits for: its locks go with the process, not before its last write.
            return;
        }

        held.Reverse();
        held.ForEach(each => each.Dispose());
        stop.Dispose();
    }

    private static AgentRun Assemble(
        LiveOptions live,
        AgentMachine machine,
        IBundleEndorsements endorsements,
        LogRun run,
        OwnStatements statements,
        NodeIdentity identity,
        AnchoredAttesters anchored,
        ExecWatch? watch,
        ILoggerFactory logs,
        TimeProvider clock)
    {
        AgentOptions options = live.Current;
        Processes processes = new();
        ProcessDirectories directories = new(ProcRoot.OfNode);
        MeasurementCache programs = new();
        MeasuringLimits limits = new() { Settling = options.Measuring.SettlingTime };
        ScriptMeasurement scripts = new(options.Measuring.InterpretersUnsafe, programs, limits.ScriptBytes);
        CriRuntime? containers = options.Measuring.CriSocket is { } socket ? new(socket, clock, logs.CreateLogger<CriRuntime>()) : null;
        ContainerImages? images = containers is null ? null : new(containers, directories);
        ProcessMeasurement measurement = new(processes, directories, programs, new(options.ArgvDigest == AgentOptions.PlainArgv), scripts, images, new(watch, clock), limits, clock);
        CallerSampling callers = new(processes, new(directories, programs));
        KeyHolders holders = new();
        DiskSpace disk = DiskSpace.Of(options.StateDirectory, clock);
        StatementQueue queue = new(options.Commit, disk);
        Quoter quoter = new(anchored.Attesters, clock, logs.CreateLogger<Quoter>());
        GroupCommit commit = new(run, queue, quoter, statements, new(options.Commit, options.Log, disk), clock, logs.CreateLogger<GroupCommit>());
        HeadFeed heads = new();
        commit.Published += heads.Publish;
        ILogger logger = logs.CreateLogger<AgentRun>();
        LogProofs proofs = new(run, malformed =>
        {
            LogCorrupt(logger, malformed.ToString());
            queue.Close(new LogStorageException("check", "tiles", malformed.ToString()));
        });
        AgentRun made = new(new()
        {
            Live = live,
            Run = run,
            Queue = queue,
            Commit = commit,
            Quoter = quoter,
            Statements = statements,
            Proofs = proofs,
            Bundles = new(run, proofs, endorsements),
            Heads = heads,
            Nodes = new(callers, holders, identity, statements, quoter.Tees, machine.References, new Ed25519()),
            HeldKeys = new(callers, holders, clock),
            Measuring = new(measurement, directories, new(new(clock), () => live.Current.MeasuringQuota)),
            Measurement = measurement,
            Processes = processes,
            NodeQuotas = new(clock),
            Quotas = new(clock),
            BindingQuota = new(new(clock), () => live.Current.BindingQuota),
            Disk = disk,
            Clock = clock,
            Anchor = anchored.Anchor,
            IsSimulated = machine.Kernel.IsSimulated,
        });
        made.held.AddRange(containers is null ? [] : [containers]);
        return made;
    }

    private async Task BeginAsync(PendingStatement first, StateDirectory directory, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        State.Queue.Add(first);
        loop = Task.Run(CommitAsync, CancellationToken.None);
        await Task.WhenAny(first.Answer, loop).WaitAsync(cancellationToken).ConfigureAwait(false);
        await (first.Answer.IsCompletedSuccessfully ? first.Answer : loop).ConfigureAwait(false);
        CurrentRun.Write(directory, State.Run.RunId);
        housekeeping = new Housekeeping(directory, State.Run, () => State.Options.Log.Retention, State.Clock, logs.CreateLogger<Housekeeping>()).RunAsync(stop.Token);
    }

    // Who watches the log is told of its end, too.
    private async Task CommitAsync()
    {
        try
        {
            await State.Commit.RunAsync(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            State.Heads.Close();
        }
    }

    private static IEnumerable<IDisposable> Locks(AgentOptions options, StateDirectory directory)
    {
        try
        {
            AgentDirectories.Make(directory, options.SocketDirectory);
            return [DirectoryLock.Take(directory.Lock), DirectoryLock.Take(Path.Combine(options.SocketDirectory, "lock"))];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, failed.Message, failed) { Hint = "one agent a node: stop the other, or give this one --state and --sockets" };
        }
    }

    private static BootKey TakeBootKey(AgentOptions options, AgentMachine machine)
    {
        try
        {
            return BootKey.Take(Path.Combine(options.SocketDirectory, "private"), machine.Kernel.Boot.Id(), machine.Kernel.IsSimulated);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, $"the boot's key: {failed.Message}", failed);
        }
    }

    // Without the groups, on a simulated machine, everything stays the agent's own.
    private static void Share(AgentOptions options, string run)
    {
        try
        {
            AgentDirectories.Share(
                run, (path, group) => FileOwnership.Set(path, null, group), GroupOf(options.Groups.Agent), GroupOf(options.Groups.LogReaders));
        }
        catch (Exception failed) when (failed is KernelException or IOException or UnauthorizedAccessException)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, failed.Message, failed) { Hint = "the agent must be a member of both groups, or have CAP_CHOWN" };
        }
    }

    private static uint? GroupOf(string name) => Groups.TryFind(name, out uint id) ? id : null;

    private static string Kind(bool simulated) => simulated ? "simulated" : "of a real machine";

    [LoggerMessage(121, LogLevel.Critical, "the log's storage is corrupt: {Why}; this run ends")]
    private static partial void LogCorrupt(ILogger logger, string why);
}
