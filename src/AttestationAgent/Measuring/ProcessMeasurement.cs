// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Containers;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Statements;

namespace Attestation.Agent.Measuring;

/// <summary>From a pid to a trustworthy description of the program (processes, section 6): handle, directory, look, refusals, digest, second look, comparison.</summary>
/// <remarks>Thread-safe. A process can make the kernel wait: so many threads of the pool are lent at once, and no more.</remarks>
/// <param name="processes">The kernel's word on processes.</param>
/// <param name="directories">procfs.</param>
/// <param name="cache">Digests of files that nobody changed.</param>
/// <param name="texts">Digests of arguments and environments.</param>
/// <param name="scripts">What listed interpreters run.</param>
/// <param name="images">Images of containers; null where no container runtime is named.</param>
/// <param name="execs">Records of execs, where they are kept.</param>
/// <param name="limits">What one may cost.</param>
/// <param name="clock">Measures time.</param>
internal sealed class ProcessMeasurement(
    IProcesses processes,
    IProcessDirectories directories,
    MeasurementCache cache,
    TextDigests texts,
    ScriptMeasurement scripts,
    ContainerImages? images,
    ExecTrust execs,
    MeasuringLimits limits,
    TimeProvider clock)
{
    private readonly ProcessLook look = new(texts);
    private readonly SemaphoreSlim turns = new(limits.AtOnce);

    /// <summary>Measures the process that has a number and that start time.</summary>
    /// <exception cref="MeasurementRefusedException">It is refused.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<Measurement> OfPidAsync(int pid, ulong startTime, CancellationToken cancellationToken) =>
        RunAsync(async late =>
        {
            using IProcessHandle process = processes.Open(pid);
            return await MeasureAsync(process, new(startTime, Bound: null, AdmitsTool: false, AdmitsScript: true, limits.Settling), late).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Measures the process at the other end of a socket.</summary>
    /// <param name="process">As the kernel named it; the caller disposes it.</param>
    /// <param name="startTime">When it started, sampled as it connected.</param>
    /// <param name="bound">The program of its binding, where it renews one: it may be unlinked by now; null for a process without.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="admitsTool">True where the command line tool may be the program.</param>
    /// <exception cref="MeasurementRefusedException">It is refused.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<Measurement> OfPeerAsync(
        IProcessHandle process, ulong startTime, FileIdentity? bound, CancellationToken cancellationToken, bool admitsTool = false) =>
        RunAsync(late => MeasureAsync(process, new(startTime, bound, admitsTool, AdmitsScript: false, TimeSpan.Zero), late), cancellationToken);

    private async Task<Measurement> RunAsync(Func<CancellationToken, Task<Measurement>> measure, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(limits.Time, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        CancellationToken token = either.Token;
        try
        {
            await turns.WaitAsync(token).ConfigureAwait(false);
            return await Task.Run(() => InTurnAsync(measure, token), CancellationToken.None).WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MeasurementRefusedException(MeasurementReasons.Timeout, $"it did not end within {limits.Time.TotalSeconds} s");
        }
    }

    // Who waits may have given up: the turn is taken until the kernel lets it go.
    private async Task<Measurement> InTurnAsync(Func<CancellationToken, Task<Measurement>> measure, CancellationToken cancellationToken)
    {
        try
        {
            return await measure(cancellationToken).ConfigureAwait(false);
        }
        catch (KernelException failed)
        {
            throw new MeasurementRefusedException(ReasonOf(failed.Errno), failed.Message, failed);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<Measurement> MeasureAsync(IProcessHandle process, Expected expected, CancellationToken cancellationToken)
    {
        using IProcessDirectory directory = directories.Open(process.Pid);
        RequireSame(process);
        try
        {
            return await MeasureAsync(process, directory, expected, cancellationToken).ConfigureAwait(false);
        }
        catch (KernelException absent) when (absent.Errno == Errno.ENOENT && process.IsAlive())
        {
            throw new MeasurementRefusedException(MeasurementReasons.Unreadable, $"{absent.Message}: a thread of the kernel has no program", absent);
        }
    }

    private async Task<Measurement> MeasureAsync(IProcessHandle process, IProcessDirectory directory, Expected expected, CancellationToken cancellationToken)
    {
        using IProcessDirectory self = directories.OpenOwn();
        NamespaceIdentity own = self.NamespaceOf("user");
        ExecWindow window = execs.Begin(process.Pid, expected.Settling);
        for (int attempt = 0; attempt < limits.Attempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await AttemptAsync(process, directory, own, expected, cancellationToken).ConfigureAwait(false) is { Seen: { } seen } measured)
            {
                return measured with { Exec = execs.End(window, seen) };
            }
        }

        throw new MeasurementRefusedException(MeasurementReasons.ProcessChanged, $"{limits.Attempts} pairs of looks at it differ");
    }

    // Null where it changed between the looks.
    private async Task<Measurement?> AttemptAsync(
        IProcessHandle process, IProcessDirectory directory, NamespaceIdentity own, Expected expected, CancellationToken cancellationToken)
    {
        using IProcessImage image = directory.OpenImage();
        ImageTrust.RequireNoServer(directory, image);
        ProcessSight first = look.At(process.Pid, directory, image);
        RequireAlive(process, first.Snapshot, expected.StartTime);
        ProcessTrust.Require(first.Snapshot, directory, own);
        ImageTrust.Require(first.Snapshot, directory, image, own, expected.Bound);
        EnvironmentTrust.Require(first.Environment.Span);
        NoIdentityPrograms.RefuseForwarder(first.Snapshot.ExePath, expected.AdmitsTool);
        string? interprets = NoIdentityPrograms.WhyInterpreter(first.Snapshot.ExePath, first.Mappings);
        scripts.RequirePossible(interprets, expected.AdmitsScript);
        VerityDigest? verity = image.Verity();
        if (cache.Of(first.Snapshot.Image, verity, () => MeasuredImage.Read(image, first.Snapshot.Image, limits.ImageBytes, cancellationToken)) is not { } measured)
        {
            return null;
        }

        MeasuredScript? script = scripts.Of(measured.Sha256.Span, interprets, expected.AdmitsScript, () => scripts.Read(first, directory, own, cancellationToken));
        MappingTrust.RequireProgram(first.Mappings, measured.Mapped);
        ImmutableArray<MemoryMapping> patches = ProcessLook.PatchesOf(directory);
        MappingTrust.RequireUnpatched(patches);
        ReadOnlyMemory<byte>? manifest = images is null ? null : await images.OfAsync(first.Snapshot, cancellationToken).ConfigureAwait(false);
        using IProcessImage again = directory.OpenImage();
        ImageTrust.RequireNoServer(directory, again);
        ProcessSight second = look.At(process.Pid, directory, again);
        RequireAlive(process, second.Snapshot, expected.StartTime);
        return second.Snapshot == first.Snapshot && ProcessLook.DigestOf(patches) == first.Snapshot.Mappings
            && (script is null || ScriptMeasurement.IsSame(script, directory))
            ? Describe(first.Snapshot, measured, verity, script) with { ImageSha256 = manifest }
            : null;
    }

    private Measurement Describe(ProcessSnapshot seen, MeasuredImage image, VerityDigest? verity, MeasuredScript? script)
    {
        ProcessPeer peer = new(seen.Stat.Pid, seen.Stat.StartTime, seen.Status.Uids.Effective, seen.Status.Gids.Effective);
        MeasuredProcess process = new(peer, Fit(seen.Cgroup.Path), Fit(seen.ExePath), (ulong)seen.Image.File.Size)
        {
            Verity = verity is null ? null : new(verity.Algorithm, verity.Hex, "fs-verity"),
            Script = script?.Digest,
            Mappings = seen.Mappings,
            Argv = seen.Arguments,
            Environment = seen.Environment,
            Dumpable = seen.Dumpable,
            PtraceScope = directories.PtraceScope(),
        };
        return new(process, image.Sha256, seen.Image, seen.Cgroup) { Seen = seen, ScriptSha256 = script?.Sha256 };
    }

    private static string Fit(string text) => text.Length <= StatementLimits.MaxText
        ? text
        : throw new MeasurementRefusedException(MeasurementReasons.TooLarge, $"a path of {text.Length} characters, want at most {StatementLimits.MaxText}");

    // The directory was opened by number: alive behind it, the two are of one process.
    private static void RequireSame(IProcessHandle process)
    {
        if (!process.IsAlive() || process.PidNow() != process.Pid)
        {
            throw new MeasurementRefusedException(MeasurementReasons.PeerGone, $"process {process.Pid} has exited");
        }
    }

    private static void RequireAlive(IProcessHandle process, ProcessSnapshot seen, ulong startTime)
    {
        if (!process.IsAlive())
        {
            throw new MeasurementRefusedException(MeasurementReasons.PeerGone, $"process {process.Pid} has exited");
        }

        if (seen.Stat.StartTime != startTime)
        {
            throw new MeasurementRefusedException(MeasurementReasons.PeerGone, $"process {process.Pid} started at {seen.Stat.StartTime}, want {startTime}: it is another one");
        }
    }

    private static MeasurementReason ReasonOf(Errno errno) => errno switch
    {
        Errno.ESRCH or Errno.ENOENT => MeasurementReasons.PeerGone,
        Errno.EACCES or Errno.EPERM => MeasurementReasons.NotPermitted,
        Errno.EFBIG => MeasurementReasons.TooLarge,
        _ => MeasurementReasons.Unreadable,
    };

    private readonly record struct Expected(ulong StartTime, FileIdentity? Bound, bool AdmitsTool, bool AdmitsScript, TimeSpan Settling);
}
