// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>configfs-tsm made of memory, with the kernel's semantics (drivers/virt/coco/tsm.c).</summary>
/// <param name="provider">The TEE; null where no driver is loaded.</param>
/// <param name="device">What requests wait for.</param>
/// <param name="script">What goes wrong.</param>
public sealed class SimulatedTsmEntries(ISimulatedProvider? provider, SimulatedDevice device, KernelScript script) : ITsmEntries
{
    private readonly ConcurrentDictionary<string, SimulatedTsmEntry> entries = new();

    /// <inheritdoc/>
    public string Path => "/simulated/config/tsm/report";

    /// <summary>Names of the entries that were made and not removed.</summary>
    public ICollection<string> Names => entries.Keys;

    /// <inheritdoc/>
    public ITsmEntry Create(string name)
    {
        string path = $"{Path}/{name}";
        script.Pass("mkdir", path);
        if (provider is null || script.IsGone)
        {
            throw new KernelException("mkdir", path, Errno.ENXIO);
        }

        SimulatedTsmEntry entry = new(path, provider, device, script, () => entries.TryRemove(name, out _));
        return entries.TryAdd(name, entry) ? entry : throw new KernelException("mkdir", path, Errno.EEXIST);
    }

    /// <summary>An entry that somebody else may write to, too.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KernelException">ENOENT: there is none.</exception>
    public ITsmEntry Find(string name) =>
        entries.TryGetValue(name, out SimulatedTsmEntry? entry) ? entry : throw new KernelException("open", $"{Path}/{name}", Errno.ENOENT);
}
