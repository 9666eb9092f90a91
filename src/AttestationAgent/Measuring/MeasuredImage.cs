// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>What is known of a program's file for as long as nobody changes it.</summary>
/// <param name="Sha256">32 bytes.</param>
/// <param name="Mapped">How its mappings are named.</param>
internal sealed record MeasuredImage(ReadOnlyMemory<byte> Sha256, MappedFile Mapped)
{
    /// <summary>Reads it.</summary>
    /// <param name="image">The file.</param>
    /// <param name="before">Its state when it was opened.</param>
    /// <param name="maxBytes">Most bytes that are read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where it changed meanwhile.</returns>
    /// <exception cref="KernelException">EFBIG: it is larger.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static MeasuredImage? Read(IProcessImage image, ImageStatus before, long maxBytes, CancellationToken cancellationToken)
    {
        ImageDigest.RequireSize(before.File.Size, maxBytes);
        byte[] digest = ImageDigest.Of(image, maxBytes, cancellationToken);
        return image.Status() == before ? new(digest, image.MappedAs()) : null;
    }
}
