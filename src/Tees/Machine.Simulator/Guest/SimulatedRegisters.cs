// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>Measurement registers made of memory, with the semantics of sysfs.</summary>
/// <param name="names">Names of registers; none where the kernel shows none.</param>
/// <param name="read">A register's value.</param>
/// <param name="extend">Extends a register; null where none may be extended.</param>
/// <param name="script">What goes wrong.</param>
public sealed class SimulatedRegisters(
    ImmutableArray<string> names, Func<string, byte[]> read, Action<string, byte[]>? extend, KernelScript script) : IMeasurementRegisters
{
    /// <inheritdoc/>
    public string Path => "/simulated/measurements";

    /// <inheritdoc/>
    public ImmutableArray<string> Names() => script.IsGone ? [] : names;

    /// <inheritdoc/>
    public byte[] Read(string name)
    {
        Enter(name, "read");
        return read(name);
    }

    /// <inheritdoc/>
    public void Extend(string name, ReadOnlySpan<byte> digest)
    {
        Enter(name, "write");
        if (extend is null)
        {
            throw new KernelException("open", PathOf(name), Errno.EACCES);
        }

        if (digest.Length != read(name).Length)
        {
            throw new KernelException("write", PathOf(name), Errno.EINVAL);
        }

        extend(name, digest.ToArray());
    }

    private void Enter(string name, string call)
    {
        if (script.IsGone || !names.Contains(name))
        {
            throw new KernelException("open", PathOf(name), Errno.ENOENT);
        }

        script.Pass($"{call} {name}", PathOf(name));
    }

    private string PathOf(string name) => $"{Path}/{name}";
}
