// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Measurement registers by sysfs.</summary>
/// <param name="path">The folder, <c>/sys/devices/virtual/misc/tdx_guest/measurements</c>.</param>
public sealed class MeasurementRegisters(string path) : IMeasurementRegisters
{
    private const int MaxBytes = 64;

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public ImmutableArray<string> Names()
    {
        try
        {
            return [.. Directory.EnumerateFiles(path).Select(file => System.IO.Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            throw new KernelException("open", path, Errno.EACCES);
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string name) => OpenFile.ReadAll(PathOf(name), MaxBytes);

    /// <inheritdoc/>
    public void Extend(string name, ReadOnlySpan<byte> digest)
    {
        // sysfs cuts a longer write at the register's size, and extends by what is left of it.
        if (digest.Length != Read(name).Length)
        {
            throw new KernelException("write", PathOf(name), Errno.EINVAL);
        }

        OpenFile.WriteValue(PathOf(name), digest);
    }

    private string PathOf(string name) => $"{path}/{name}";
}
