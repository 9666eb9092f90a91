// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>One requester's entry of configfs-tsm. Each call opens, reads or writes, and closes one attribute.</summary>
/// <remarks>Not thread-safe. Disposing it removes the entry; what fails there is lost.</remarks>
public interface ITsmEntry : IDisposable
{
    /// <summary>The entry's path.</summary>
    string Path { get; }

    /// <summary>True where the provider has that attribute.</summary>
    bool Has(TsmAttribute attribute);

    /// <summary>Reads an attribute to its end. The first read of a blob makes the report, which takes up to a minute.</summary>
    /// <param name="attribute">Which.</param>
    /// <param name="maxBytes">More than that is EFBIG.</param>
    /// <exception cref="KernelException">
    /// EINVAL: the inputs are missing or wrong. EBUSY, EINTR, EAGAIN: again. EIO: the request failed. ETIMEDOUT, ENOTTY, EFBIG. ENXIO: the provider is gone.
    /// </exception>
    ValueTask<byte[]> ReadAsync(TsmAttribute attribute, int maxBytes);

    /// <summary>Writes an attribute in one call.</summary>
    /// <param name="attribute">Which.</param>
    /// <param name="value">Its whole value.</param>
    /// <exception cref="KernelException">EINVAL: out of range. EFBIG: too long. EBUSY. A blob takes effect when it is closed, where the kernel drops
    /// the error: only <c>generation</c> shows whether it did.</exception>
    ValueTask WriteAsync(TsmAttribute attribute, ReadOnlyMemory<byte> value);
}
