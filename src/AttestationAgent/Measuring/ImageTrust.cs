// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>Which files may be a program's at all (processes, sections 3 and 8.4); asks none of them for a byte before its file system is known.</summary>
internal static class ImageTrust
{
    private const string MemfdPath = "/memfd:";
    private const string Program = "its program";
    private const long Overlay = 0x794c7630;

    // include/uapi/linux/magic.h: ext2 to ext4, XFS, btrfs, erofs, squashfs, f2fs, and overlayfs.
    private static readonly ImmutableArray<long> Trusted = [0xEF53, 0x58465342, 0x9123683E, 0xE0F5E1E2, 0x73717368, 0xF2F52010, Overlay];

    // Types that ask a server when they are asked anything.
    private static readonly ImmutableArray<string> Served = ["fuse", "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "afs"];

    /// <summary>Nothing is asked of a file whose server may be the process's own, and may never answer.</summary>
    /// <param name="directory">The process's.</param>
    /// <param name="image">Its program, or its script.</param>
    /// <param name="subject">Which of them.</param>
    /// <exception cref="MeasurementRefusedException">It may.</exception>
    public static void RequireNoServer(IProcessDirectory directory, IProcessImage image, string subject = Program)
    {
        ImagePlace place = image.Place();
        string? mounted = MountedAs(directory, place.Mount);
        if (mounted is null && !place.IsOnBlockDevice)
        {
            throw Nameless(directory.LinkOf("exe"), MeasurementReasons.UntrustedFileSystem, $"{subject} lies on a mount that the process does not see, and on no block device");
        }

        if (mounted is not null && IsServed(mounted))
        {
            throw Untrusted($"{subject} lies on {mounted}");
        }
    }

    /// <summary>True where a path of the process may lead through a file system that asks a server.</summary>
    public static bool SeesServer(IProcessDirectory directory) => ProcessLook.MountsOf(directory).Any(each => IsServed(each.FileSystem));

    /// <summary>It has a name, lies where bytes are what they were mapped from, and changes nobody's ids.</summary>
    /// <param name="snapshot">What was seen.</param>
    /// <param name="directory">The process's.</param>
    /// <param name="image">Its program.</param>
    /// <param name="own">The agent's user namespace.</param>
    /// <param name="bound">The program of a process that already has a binding: an upgrade may have unlinked it since (processes, section 8.5).</param>
    /// <exception cref="MeasurementRefusedException">It is not.</exception>
    public static void Require(ProcessSnapshot snapshot, IProcessDirectory directory, IProcessImage image, NamespaceIdentity own, FileIdentity? bound)
    {
        ImageStatus status = snapshot.Image;
        if (status.Links == 0 && (status.File.Device, status.File.Inode) != (bound?.Device, bound?.Inode))
        {
            throw Nameless(snapshot.ExePath, MeasurementReasons.DeletedImage, $"its program was {snapshot.ExePath}");
        }

        RequireFileSystem(status, directory, image, own, Program);
        if (status.ChangesUser || image.HasCapabilities())
        {
            throw new MeasurementRefusedException(MeasurementReasons.AmbiguousCredentials, $"{snapshot.ExePath} has a set-id bit or file capabilities");
        }
    }

    /// <summary>It lies where bytes that are read are those that were run.</summary>
    /// <exception cref="MeasurementRefusedException">It does not.</exception>
    public static void RequireFileSystem(ImageStatus status, IProcessDirectory directory, IProcessImage image, NamespaceIdentity own, string subject)
    {
        long type = image.FileSystem();
        if (!Trusted.Contains(type))
        {
            throw Untrusted($"{subject} lies on a file system of type 0x{type:x}");
        }

        // Of the list, what a user namespace may mount, over whatever it likes.
        if (type == Overlay && (MountedAs(directory, status.Mount) is null || directory.OwnerOf("mnt") != own))
        {
            throw Untrusted($"{subject} lies on an overlay that is not of the initial user namespace");
        }
    }

    private static bool IsServed(string mounted) => Served.Any(type => mounted == type || mounted.StartsWith(type + ".", StringComparison.Ordinal));

    private static string? MountedAs(IProcessDirectory directory, ulong? mount) =>
        ProcessLook.MountsOf(directory).Where(each => each.Id == mount).Select(each => each.FileSystem).FirstOrDefault();

    // A memfd lies on a mount of the kernel's own, and never had a name.
    private static MeasurementRefusedException Nameless(string exePath, MeasurementReason otherwise, string because) =>
        exePath.StartsWith(MemfdPath, StringComparison.Ordinal) ? new(MeasurementReasons.Memfd, $"its program is {exePath}") : new(otherwise, because);

    private static MeasurementRefusedException Untrusted(string because) => new(MeasurementReasons.UntrustedFileSystem, because);
}
