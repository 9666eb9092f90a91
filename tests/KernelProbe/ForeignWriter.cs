// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.KernelProbe;

/// <summary>A configfs-tsm in which somebody else writes inblob between our write and our read, each time.</summary>
public sealed class ForeignWriter(ITsmEntries entries) : ITsmEntries
{
    /// <inheritdoc/>
    public string Path => entries.Path;

    /// <inheritdoc/>
    public ITsmEntry Create(string name) => new Entry(entries.Create(name));

    private sealed class Entry(ITsmEntry entry) : ITsmEntry
    {
        public string Path => entry.Path;

        public bool Has(TsmAttribute attribute) => entry.Has(attribute);

        public async ValueTask<byte[]> ReadAsync(TsmAttribute attribute, int maxBytes)
        {
            if (attribute == TsmAttribute.OutBlob)
            {
                await entry.WriteAsync(TsmAttribute.InBlob, new byte[64]);
            }

            return await entry.ReadAsync(attribute, maxBytes);
        }

        public ValueTask WriteAsync(TsmAttribute attribute, ReadOnlyMemory<byte> value) => entry.WriteAsync(attribute, value);

        public void Dispose() => entry.Dispose();
    }
}
