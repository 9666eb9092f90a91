// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>A file that is written once and made durable.</summary>
/// <remarks>Not thread-safe. Once a call has failed every later one fails alike: a second fsync would say that all is well.</remarks>
public sealed class DurableFile : IDisposable
{
    private readonly OpenFile file;
    private KernelException? broken;

    internal DurableFile(OpenFile file, string path)
    {
        this.file = file;
        Path = path;
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Appends bytes, all of them.</summary>
    /// <exception cref="KernelException">ENOSPC, EDQUOT, EIO, EFBIG, EROFS.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        Intact();
        while (!bytes.IsEmpty)
        {
            bytes = bytes[WriteSome(bytes)..];
        }
    }

    /// <summary>fsync: bytes and length, permissions and times are durable then.</summary>
    /// <exception cref="KernelException">EIO, ENOSPC, EDQUOT, EROFS: they are not. Not to be repeated.</exception>
    public void Sync() => Keep(LibC.Fsync(Checked()), "fsync");

    /// <summary>fdatasync: bytes and length are durable then.</summary>
    /// <exception cref="KernelException">EIO, ENOSPC, EDQUOT, EROFS: they are not. Not to be repeated.</exception>
    public void SyncData() => Keep(LibC.Fdatasync(Checked()), "fdatasync");

    /// <summary>Closes; some file systems say only here that a write failed.</summary>
    /// <exception cref="KernelException">EIO, ENOSPC, EDQUOT.</exception>
    public void Close()
    {
        Intact();
        file.Close();
    }

    /// <summary>Closes without looking: for a file that failed, or that is given up.</summary>
    public void Dispose() => file.Dispose();

    // What a signal cut short goes on where it stopped; a write of nothing would go on for ever.
    private int WriteSome(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return file.Write(bytes) is > 0 and int written ? written : throw new KernelException("write", Path, Errno.EIO);
        }
        catch (KernelException failed) when (failed.Errno == Errno.EINTR)
        {
            return 0;
        }
        catch (KernelException failed)
        {
            broken = failed;
            throw;
        }
    }

    private void Keep(int result, string call)
    {
        if (result < 0)
        {
            broken = new(call, Path, SystemCall.LastError);
            throw broken;
        }
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle Checked()
    {
        Intact();
        return file.Handle;
    }

    private void Intact()
    {
        if (broken is not null)
        {
            throw new KernelException(broken.Call, Path, broken.Errno);
        }
    }
}
