// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>configfs-tsm by the file system.</summary>
/// <param name="path">The folder, <c>/sys/kernel/config/tsm/report</c>.</param>
/// <remarks>Every call blocks: the kernel holds one lock over all entries while a report is made.</remarks>
public sealed class TsmEntries(string path) : ITsmEntries
{
    private const uint Mode = 0b111_000_000;

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public ITsmEntry Create(string name)
    {
        string entry = $"{path}/{name}";
        SystemCall.Check(LibC.Mkdir(entry, Mode), "mkdir", entry);
        return new TsmEntry(entry);
    }
}
