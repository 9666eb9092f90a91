// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>
/// Reads exitinfo2 of /dev/sev-guest: the firmware's error in the low half, the host's in the high one. Linux, include/uapi/linux/sev-guest.h;
/// AMD GHCB specification, doc 56421, section 4.1.7; firmware errors: AMD SEV-SNP Firmware ABI, doc 56860, table of status codes.
/// </summary>
internal static class SevGuestExit
{
    private const int HostShift = 32;
    private const uint InvalidLength = 1;
    private const uint HostBusy = 2;
    private const uint NoAnswer = 0xFF;

    /// <summary>True where the certificates need more room than there was.</summary>
    public static bool WantsRoom(SevGuestAnswer answer) => answer.Errno == Errno.EIO && HostError(answer) == InvalidLength;

    /// <summary>Why there is no report, or null where there is one.</summary>
    public static AttesterException? FailureOf(SevGuestAnswer answer, string path)
    {
        uint firmware = (uint)(answer.ExitInfo2 & uint.MaxValue);
        uint host = HostError(answer);
        KernelException? inner = answer.Errno == Errno.None ? null : new("ioctl SNP_GET_REPORT", path, answer.Errno);
        return (answer.Errno, host, firmware) switch
        {
            (Errno.None, 0, 0) => null,
            (_, HostBusy, _) or (Errno.ETIMEDOUT, _, _) => Throttled(path, inner),
            (Errno.ENOTTY, _, _) => KeyWiped(path, inner),
            (_, InvalidLength, _) => new(AttesterReason.BadAnswer, path, "the host's certificates need more room than 1 MiB, or it does not say how much", inner),
            (_, not 0, _) => new(AttesterReason.HostFailed, path, $"the host failed with error {host}", inner) { Hint = "ask whoever runs the host" },
            (_, _, not 0 and not NoAnswer) => OfFirmware(firmware, path, inner),
            (Errno.None, _, _) => new(AttesterReason.BadAnswer, path, "the call succeeded, and nobody answered", inner),
            _ => DeviceFailure.Of(inner!, "sev-guest"),
        };
    }

    /// <summary>A refusal of the firmware, by its status code.</summary>
    public static AttesterException OfFirmware(uint status, string path, Exception? inner)
    {
        bool isRefusal = status is 0x16 or 0x27;
        return new(isRefusal ? AttesterReason.Refused : AttesterReason.FirmwareFailed, path, $"the firmware answered 0x{status:x}: {NameOf(status)}", inner)
        {
            Hint = isRefusal ? "the privilege level must be that of the guest's message key or above" : "ask whoever runs the host: firmware logs this",
        };
    }

    private static AttesterException Throttled(string path, Exception? inner) =>
        new(AttesterReason.Throttled, path, "the host throttles requests, and the kernel gave up after 60 seconds", inner)
        {
            Hint = "the message key may be wiped now: a further failure with ENOTTY lasts until the guest is restarted",
        };

    private static AttesterException KeyWiped(string path, Exception? inner) =>
        new(AttesterReason.KeyWiped, path, "the guest's message key is wiped, or the device does not know the request", inner)
        {
            Hint = "restart the guest: after an unanswered request the kernel never uses the key again",
        };

    private static uint HostError(SevGuestAnswer answer) => (uint)(answer.ExitInfo2 >> HostShift);

    private static string NameOf(uint status) => status switch
    {
        0x10 => "INVALID_COMMAND",
        0x16 => "INVALID_PARAM",
        0x17 => "RESOURCE_LIMIT",
        0x19 => "HWERROR_PLATFORM",
        0x27 => "INVALID_KEY",
        NoAnswer => "no answer",
        _ => "an error without a name here",
    };
}
