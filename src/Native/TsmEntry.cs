// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>One entry of configfs-tsm. Attributes say that their length is 0 and are read to their end; each is opened anew, for configfs keeps
/// a blob's snapshot with the open file.</summary>
internal sealed class TsmEntry(string path) : ITsmEntry
{
    public string Path => path;

    public bool Has(TsmAttribute attribute) => File.Exists(PathOf(attribute));

    public ValueTask<byte[]> ReadAsync(TsmAttribute attribute, int maxBytes) => new(OpenFile.ReadAll(PathOf(attribute), maxBytes));

    public ValueTask WriteAsync(TsmAttribute attribute, ReadOnlyMemory<byte> value)
    {
        OpenFile.WriteValue(PathOf(attribute), value.Span);
        return ValueTask.CompletedTask;
    }

    // The entry vanishes with its provider; nothing that fails here can be repaired.
    public void Dispose() => _ = LibC.Rmdir(path);

    private string PathOf(TsmAttribute attribute) => $"{path}/{attribute.Name}";
}
