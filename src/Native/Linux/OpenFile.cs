// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Linux;

/// <summary>An open file whose every error is seen, that of close too.</summary>
/// <remarks>Not thread-safe. Disposing it closes without looking; <see cref="Close"/> looks.</remarks>
internal sealed class OpenFile : IDisposable
{
    private const int FirstBytes = 4096;
    private const int Attempts = 32;

    private readonly string path;

    private OpenFile(int file, string path)
    {
        Handle = new(file, ownsHandle: true);
        this.path = path;
    }

    public SafeFileHandle Handle { get; }

    public static OpenFile Open(string path, int flags, uint mode = 0) =>
        new(SystemCall.Check(LibC.Open(path, flags | Fcntl.CloseOnExec, mode), "open", path), path);

    public static OpenFile OpenAt(SafeFileHandle directory, string name, int flags, uint mode, string path) =>
        new(SystemCall.Check(LibC.OpenAt(directory, name, flags | Fcntl.CloseOnExec, mode), "open", path), path);

    /// <summary>Opens a path as a process whose root that directory is would.</summary>
    /// <remarks>A rename or mount anywhere in the system, while the path is followed, is EAGAIN (openat2(2)): tried again, a bounded number of times.</remarks>
    public static OpenFile OpenInRoot(SafeFileHandle root, string name, int flags, ulong resolve, string path)
    {
        OpenHow.Request request = new() { Flags = (ulong)(flags | Fcntl.CloseOnExec), Resolve = OpenHow.InRoot | OpenHow.NoMagicLinks | resolve };
        for (int attempt = 1; ; attempt++)
        {
            int file = OpenHow.Open(root, name, request);
            if (file >= 0 || SystemCall.LastError != Errno.EAGAIN || attempt == Attempts)
            {
                return new(SystemCall.Check(file, "openat2", path), path);
            }
        }
    }

    /// <summary>A whole file, which may say that its length is 0.</summary>
    /// <exception cref="KernelException">EFBIG: it has more bytes than that.</exception>
    public static byte[] ReadAll(string path, int maxBytes)
    {
        using OpenFile file = Open(path, Fcntl.ReadOnly);
        return file.ReadToEnd(maxBytes);
    }

    /// <summary>Writes a value in one call and closes.</summary>
    public static void WriteValue(string path, ReadOnlySpan<byte> value)
    {
        using OpenFile file = Open(path, Fcntl.WriteOnly);
        int written = file.Write(value);
        file.Close();
        if (written != value.Length)
        {
            throw new KernelException("write", path, Errno.EIO);
        }
    }

    public byte[] ReadToEnd(int maxBytes)
    {
        byte[] buffer = new byte[Math.Min(FirstBytes, maxBytes) + 1];
        int length = 0;
        while (Read(buffer.AsSpan(length)) is > 0 and int got)
        {
            length += got;
            if (length > maxBytes)
            {
                throw new KernelException("read", path, Errno.EFBIG);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maxBytes + 1L));
            }
        }

        return buffer[..length];
    }

    public unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)SystemCall.Check(LibC.Read(Handle, start, (nuint)buffer.Length), "read", path);
        }
    }

    public unsafe int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return (int)SystemCall.Check(LibC.Write(Handle, start, (nuint)bytes.Length), "write", path);
        }
    }

    /// <summary>Closes; a number is never closed twice, whatever close says.</summary>
    public void Close()
    {
        int file = (int)Handle.DangerousGetHandle();
        Handle.SetHandleAsInvalid();
        SystemCall.Check(LibC.Close(file), "close", path);
    }

    public void Dispose() => Handle.Dispose();
}
