// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.Kernel;

/// <summary>Extends RTMR3 and makes sure of it. RTMR0 to 2 belong to the firmware and the boot chain, and are never extended here.</summary>
public static class RegisterExtension
{
    /// <summary>The kernel's name of the register that is left to applications.</summary>
    public const string Rtmr3 = "rtmr3:sha384";

    private const int ShownBytes = 8;

    /// <summary>True where the kernel shows that register.</summary>
    /// <exception cref="KernelException">The registers are there and cannot be listed.</exception>
    public static bool IsOffered(IMeasurementRegisters registers) => registers.Names().Contains(Rtmr3);

    /// <summary>Extends RTMR3, and reads it before and after.</summary>
    /// <param name="registers">The machine's registers.</param>
    /// <param name="digest">SHA-384, 48 bytes.</param>
    /// <returns>The register's new value.</returns>
    /// <exception cref="AttesterException">The kernel refuses, or another writer came between: the register is not what one extension makes of it.</exception>
    public static byte[] Extend(IMeasurementRegisters registers, ReadOnlySpan<byte> digest)
    {
        string path = $"{registers.Path}/{Rtmr3}";
        try
        {
            byte[] before = registers.Read(Rtmr3);
            registers.Extend(Rtmr3, digest);
            byte[] after = registers.Read(Rtmr3);
            byte[] wanted = SHA384.HashData([.. before, .. digest]);
            return after.AsSpan().SequenceEqual(wanted) ? after : throw Foreign(path, after, wanted);
        }
        catch (KernelException failed)
        {
            throw new AttesterException(ReasonOf(failed.Errno), path, $"{failed.Call}: {KernelException.Name(failed.Errno)}", failed)
            {
                Hint = HintOf(failed.Errno),
            };
        }
    }

    private static AttesterException Foreign(string path, byte[] got, byte[] want) =>
        new(AttesterReason.Interference, path, $"register is {Short(got)} after the extension, want {Short(want)}")
        {
            Hint = "another program extends this register",
        };

    private static string Short(byte[] value) => Hex.Of(value.AsSpan(0, Math.Min(ShownBytes, value.Length))) + "…";

    private static AttesterReason ReasonOf(Errno errno) => errno switch
    {
        Errno.ENOENT => AttesterReason.NotSupported,
        Errno.EACCES or Errno.EPERM or Errno.EROFS => AttesterReason.NoPermission,
        Errno.EINVAL => AttesterReason.Refused,
        Errno.EBUSY or Errno.EINTR or Errno.EAGAIN => AttesterReason.Busy,
        _ => AttesterReason.Failed,
    };

    private static string HintOf(Errno errno) => errno switch
    {
        Errno.ENOENT => "extending needs Linux 6.16 or later",
        Errno.EACCES or Errno.EPERM => "writing it needs root",
        Errno.EROFS => "mount sysfs read-write into the agent's container",
        _ => "",
    };
}
