// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Native.Linux;
using Attestation.Wire;

namespace Attestation.Native;

/// <summary>The file behind an exe link, opened once: without being read at first (O_PATH), so that no file server is asked before its kind is known.</summary>
internal sealed class ProcessImage(OpenFile file, string path) : IProcessImage
{
    private const int MapsBytes = 64 << 20;
    private const int PageBytes = 4096;

    private OpenFile? opened;

    // The same file, by the number that holds it.
    private OpenFile Opened => opened ??= OpenFile.Open($"/proc/self/fd/{file.Handle.DangerousGetHandle()}", Fcntl.ReadOnly);

    public ImagePlace Place()
    {
        Stat.Status status = StatusOf(Stat.MountId);
        return new(status.Device, MountOf(status));
    }

    public ImageStatus Status()
    {
        Stat.Status status = StatusOf(Stat.State | Stat.MountId);
        return new(status.Identity, status.ModifiedSeconds, status.ModifiedNanoseconds, status.Links, status.Mode, MountOf(status));
    }

    public unsafe long FileSystem()
    {
        FileSystems.Statfs status = default;
        SystemCall.Check(FileSystems.Status(file.Handle, &status), "fstatfs", path);
        return status.Type;
    }

    public unsafe VerityDigest? Verity()
    {
        FsVerity.Digest digest = new() { Size = FsVerity.MaxDigestBytes };
        if (Ioctl.Request(Opened.Handle, FsVerity.MeasureVerity, &digest) < 0)
        {
            return SystemCall.LastError is Errno.ENODATA or Errno.ENOTTY or Errno.EOPNOTSUPP
                ? null
                : throw new KernelException("FS_IOC_MEASURE_VERITY", path, SystemCall.LastError);
        }

        string algorithm = digest.Algorithm switch
        {
            FsVerity.Sha256 => "sha256",
            FsVerity.Sha512 => "sha512",
            _ => throw new KernelException("FS_IOC_MEASURE_VERITY", path, Errno.EINVAL),
        };
        return new(algorithm, Hex.Of(new ReadOnlySpan<byte>(digest.Bytes, Math.Min((int)digest.Size, FsVerity.MaxDigestBytes))));
    }

    public unsafe bool HasCapabilities()
    {
        if (ExtendedAttributes.Get(Opened.Handle, ExtendedAttributes.Capabilities, null, 0) >= 0)
        {
            return true;
        }

        return SystemCall.LastError is Errno.ENODATA or Errno.EOPNOTSUPP
            ? false
            : throw new KernelException("fgetxattr", path, SystemCall.LastError);
    }

    // Found out by mapping it here: what statx names is another device on overlayfs and btrfs.
    public MappedFile MappedAs()
    {
        nint address = Memory.Map(0, PageBytes, Memory.Readable, Memory.Private, Opened.Handle, 0);
        if (address == Memory.Failed)
        {
            throw new KernelException("mmap", path, SystemCall.LastError);
        }

        try
        {
            return MemoryMappings.TryParse(OpenFile.ReadAll("/proc/self/maps", MapsBytes), out ImmutableArray<MemoryMapping> own, out _)
                && own.FirstOrDefault(each => each.Start <= (ulong)address && (ulong)address < each.End) is { } mapping
                    ? mapping.File
                    : throw new KernelException("read", "/proc/self/maps", Errno.EINVAL);
        }
        finally
        {
            _ = Memory.Unmap(address, PageBytes);
        }
    }

    public unsafe int Read(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            return (int)SystemCall.Check(LibC.ReadAt(Opened.Handle, start, (nuint)buffer.Length, offset), "read", path);
        }
    }

    public void Dispose()
    {
        opened?.Dispose();
        file.Dispose();
    }

    private static ulong? MountOf(Stat.Status status) => (status.Mask & Stat.MountId) != 0 ? status.Mount : null;

    // Never closed meanwhile: whoever opened it holds it.
    private unsafe Stat.Status StatusOf(uint mask)
    {
        Stat.Status status = default;
        int number = (int)file.Handle.DangerousGetHandle();
        SystemCall.Check(Stat.Extended(number, "", Stat.EmptyPath | Stat.DoNotSync, mask, &status), "statx", path);
        return status;
    }
}
