// SPDX-License-Identifier: Apache-2.0

using Google.Protobuf;

namespace Attestation.Agent.Sockets;

/// <summary>Long answers in pieces that a message holds.</summary>
internal static class Chunks
{
    // A message is at most 1 MiB with its tags.
    private const int MaxBytes = (1 << 20) - 64;

    /// <summary>The bytes in order; one empty piece for none.</summary>
    public static IEnumerable<ByteString> Of(ReadOnlyMemory<byte> bytes)
    {
        int start = 0;
        do
        {
            int length = Math.Min(MaxBytes, bytes.Length - start);
            yield return UnsafeByteOperations.UnsafeWrap(bytes.Slice(start, length));
            start += length;
        }
        while (start < bytes.Length);
    }
}
