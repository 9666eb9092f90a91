// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>What a failed call on configfs-tsm means, and what to do about it.</summary>
internal static class TsmFailure
{
    private const string NoTsm = "configfs is not mounted, or the kernel has no tsm (before 6.7)";
    private const string Mount = "mount -t configfs configfs /sys/kernel/config; modprobe tdx_guest or sev-guest";

    public static AttesterException Of(KernelException failed, string folder)
    {
        bool creating = failed.Call == "mkdir";
        (AttesterReason reason, string because, string hint) = creating ? Creating(failed.Errno) : Asking(failed.Errno);
        return new(reason, creating ? folder : failed.Path, $"{failed.Call}: {KernelException.Name(failed.Errno)}: {because}", failed) { Hint = hint };
    }

    private static (AttesterReason Reason, string Because, string Hint) Creating(Errno errno) => errno switch
    {
        Errno.ENOENT => (AttesterReason.NotThere, NoTsm, Mount),
        Errno.ENXIO => (AttesterReason.NoProvider, "no TEE's driver is loaded", "modprobe tdx_guest or sev-guest; without a TEE neither loads"),
        Errno.EPERM or Errno.EACCES => (AttesterReason.NoPermission, "making an entry is not allowed", "run as root, or with CAP_DAC_OVERRIDE"),
        Errno.EROFS => (AttesterReason.NoPermission, "configfs is mounted read-only", "mount configfs read-write into the agent's container"),
        _ => Asking(errno),
    };

    private static (AttesterReason Reason, string Because, string Hint) Asking(Errno errno) => errno switch
    {
        Errno.EBUSY => (AttesterReason.Busy, "an earlier request is in flight", ""),
        Errno.EINTR => (AttesterReason.Busy, "a signal cut the request short", ""),
        Errno.EAGAIN => (AttesterReason.Interference, "the inputs changed while the report was made", ""),
        Errno.EINVAL => (AttesterReason.Refused, "the provider refuses the inputs", "looks at: 64 bytes of report data, privilege level, service"),
        Errno.EPERM or Errno.EACCES => (AttesterReason.NoPermission, "the attribute may not be used", "run as root, or with CAP_DAC_OVERRIDE"),
        Errno.ENXIO => (AttesterReason.Gone, "the provider is gone, or its firmware refused", "dmesg says what the firmware answered"),
        Errno.ENOENT => (AttesterReason.NotSupported, "the provider has no such attribute, or is gone", ""),
        Errno.ETIMEDOUT => (AttesterReason.TimedOut, "the host did not answer in time", "the host's quoting service does not answer: ask whoever runs the host"),
        Errno.ENOTTY => (AttesterReason.KeyWiped, "the guest's message key is wiped", "restart the guest"),
        Errno.EIO => (AttesterReason.HostFailed, "the request failed in firmware or host", "the host's quoting service may be down: ask whoever runs the host"),
        Errno.EFBIG => (AttesterReason.BadAnswer, "the answer is larger than the kernel's limit", ""),
        _ => (AttesterReason.Failed, "the call failed", ""),
    };
}
