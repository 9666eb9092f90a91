// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Kernel;

namespace Attestation.Agent.Nodes;

/// <summary>Digests of the programs that processes run, each file read once for as long as it is unchanged.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="directories">procfs.</param>
/// <param name="cache">Digests of files that nobody changed.</param>
internal sealed class ProgramDigests(IProcessDirectories directories, MeasurementCache cache)
{
    private const long MaxBytes = 1L << 30;

    /// <summary>SHA-256 of the file that a process runs.</summary>
    /// <exception cref="KernelException">It cannot be read, is larger than 1 GiB, or changed meanwhile.</exception>
    public (FileIdentity File, ReadOnlyMemory<byte> Sha256) Of(int pid)
    {
        using IProcessDirectory directory = directories.Open(pid);
        using IProcessImage image = directory.OpenImage();
        ImageStatus status = image.Status();
        MeasuredImage? measured = cache.Of(status, image.Verity(), () => MeasuredImage.Read(image, status, MaxBytes, CancellationToken.None));
        return measured is null
            ? throw new KernelException("read", $"the program of process {pid}", Errno.EBUSY)
            : (status.File, measured.Sha256);
    }
}
