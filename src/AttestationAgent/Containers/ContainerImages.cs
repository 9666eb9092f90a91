// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Kernel;

namespace Attestation.Agent.Containers;

/// <summary>
/// From a process to the image of its container (processes, section 10): the container that its cgroup names, what the runtime says of it, and whether the
/// process is in that container at all. A process that may write cgroups can move itself; into another's mount namespace it cannot.
/// </summary>
/// <remarks>Thread-safe. The newest 1,024 containers are kept, each for as long as its first process lives: a container's image never changes.</remarks>
/// <param name="runtime">The node's.</param>
/// <param name="directories">procfs, with the numbers that the runtime means.</param>
internal sealed class ContainerImages(IContainerRuntime runtime, IProcessDirectories directories)
{
    private const int MaxKept = 1024;

    private readonly Lock gate = new();
    private readonly NewestKept<string, Known> kept = new(MaxKept);

    /// <summary>The digest of its image's manifest, 32 bytes; whoever asks looks at the process again afterwards.</summary>
    /// <param name="seen">The process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where it is in no container, or this could not be observed.</returns>
    /// <exception cref="MeasurementRefusedException">It is not in the container that its cgroup names.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ReadOnlyMemory<byte>?> OfAsync(ProcessSnapshot seen, CancellationToken cancellationToken)
    {
        if (seen.Cgroup.Container is not { } id)
        {
            return null;
        }

        if (KeptOf(id) is { } known && InitLook.At(directories, known.Container.Init) is { } living && living.StartTime == known.StartTime)
        {
            return Take(id, known.Container, living, seen);
        }

        RuntimeContainer? container = await runtime.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return container is not null && InitLook.At(directories, container.Init) is { } init ? Take(id, container, init, seen) : null;
    }

    // A first process in another cgroup is not the one that the runtime means, or moved itself: nothing is known then.
    private ReadOnlyMemory<byte>? Take(string id, RuntimeContainer container, InitLook init, ProcessSnapshot seen)
    {
        if (init.Container != id)
        {
            return null;
        }

        RequireSame("mount", seen.Mounts, init.Mounts, id);
        RequireSame("pid", seen.Pids, init.Pids, id);
        if (container.Manifest is not null)
        {
            Keep(id, new(container, init.StartTime));
        }

        return container.Manifest;
    }

    private static void RequireSame(string kind, NamespaceIdentity process, NamespaceIdentity init, string id)
    {
        if (process != init)
        {
            throw new MeasurementRefusedException(
                MeasurementReasons.ForeignContainer, $"its cgroup names container {id}, and its {kind} namespace is {process.Inode}, want {init.Inode} of the container's first process");
        }
    }

    private Known? KeptOf(string id)
    {
        lock (gate)
        {
            return kept.TryGet(id, out Known? known) ? known : null;
        }
    }

    private void Keep(string id, Known known)
    {
        lock (gate)
        {
            kept.Keep(id, known);
        }
    }

    private sealed record Known(RuntimeContainer Container, ulong StartTime);
}
