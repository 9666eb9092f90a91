// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>SHA-256 of a program through the handle that its process pins, in pieces that can be given up between.</summary>
internal static class ImageDigest
{
    private const int PieceBytes = 1 << 17;

    /// <summary>Reads to the end.</summary>
    /// <exception cref="KernelException">EFBIG: it is larger than that.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static byte[] Of(IProcessImage image, long maxBytes, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceBytes];
        long total = 0;
        while (image.Read(piece, total) is > 0 and int got)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += got;
            RequireSize(total, maxBytes);
            hash.AppendData(piece.AsSpan(0, got));
        }

        return hash.GetHashAndReset();
    }

    /// <exception cref="KernelException">EFBIG: there are more.</exception>
    public static void RequireSize(long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new KernelException("read", $"a program of at least {bytes} bytes, want at most {maxBytes}", Errno.EFBIG);
        }
    }
}
