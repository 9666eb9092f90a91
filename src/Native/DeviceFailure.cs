// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>What it means that a guest device cannot be opened or asked, and what to do about it.</summary>
internal static class DeviceFailure
{
    private const string Allow = "run as root, or in the device's group; in a container, allow the device";

    public static AttesterException Of(KernelException failed, string module)
    {
        (AttesterReason reason, string because, string hint) = failed.Errno switch
        {
            Errno.ENOENT => (AttesterReason.NotThere, "the device is not there", $"modprobe {module}; in a container, mount the device"),
            Errno.ENXIO or Errno.ENODEV => (AttesterReason.NoProvider, "no driver stands behind the device", $"modprobe {module}"),
            Errno.EACCES or Errno.EPERM => (AttesterReason.NoPermission, "the device may not be opened", Allow),
            Errno.EBUSY or Errno.EINTR or Errno.EAGAIN => (AttesterReason.Busy, "another request is in flight, or a signal cut it short", ""),
            Errno.ENOTTY => (AttesterReason.NotSupported, "the device does not know the request", "another driver has this name"),
            Errno.EINVAL => (AttesterReason.Refused, "the device refuses the request", ""),
            Errno.ETIMEDOUT => (AttesterReason.TimedOut, "the host did not answer in time", ""),
            Errno.EIO => (AttesterReason.FirmwareFailed, "the firmware refused", "dmesg says what it answered"),
            _ => (AttesterReason.Failed, "the call failed", ""),
        };
        return new(reason, failed.Path, $"{failed.Call}: {KernelException.Name(failed.Errno)}: {because}", failed) { Hint = hint };
    }
}
