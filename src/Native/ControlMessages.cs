// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>What came beside the bytes of a segment; every descriptor among it is closed.</summary>
/// <param name="Sender">Process id of the sender; 0 where the kernel names none.</param>
/// <param name="HasDescriptors">True where the sender attached some, or something that was not asked for.</param>
internal readonly record struct ControlMessages(int Sender, bool HasDescriptors)
{
    /// <summary>Room for the credentials, the pidfd, and as many descriptors as one message carries: SCM_MAX_FD of include/net/scm.h is 253.</summary>
    public const int MaxBytes = 1280;

    private const int Alignment = 8;

    private static int HeaderBytes => Marshal.SizeOf<Sockets.ControlHeader>();

    /// <summary>Reads the kernel's control buffer.</summary>
    public static ControlMessages Take(ReadOnlySpan<byte> control)
    {
        ControlMessages taken = default;
        while (control.Length >= HeaderBytes)
        {
            Sockets.ControlHeader header = MemoryMarshal.Read<Sockets.ControlHeader>(control);
            if (header.Length < (nuint)HeaderBytes || header.Length > (nuint)control.Length)
            {
                return taken with { HasDescriptors = true };
            }

            int length = (int)header.Length;
            taken = taken.With(header, control[HeaderBytes..length]);
            control = control[Math.Min(control.Length, (length + Alignment - 1) / Alignment * Alignment)..];
        }

        return taken;
    }

    private ControlMessages With(Sockets.ControlHeader header, ReadOnlySpan<byte> content)
    {
        switch (header.Level, header.Type)
        {
            case (Sockets.SocketLevel, Sockets.SenderCredentials):
                return this with { Sender = MemoryMarshal.Read<Sockets.Credentials>(content).Pid };
            case (Sockets.SocketLevel, Sockets.SenderPidfd):
                Close(content);
                return this;
            case (Sockets.SocketLevel, Sockets.Rights):
                Close(content);
                return this with { HasDescriptors = true };
            default:
                return this with { HasDescriptors = true };
        }
    }

    // A negative number is the kernel's word for a pidfd that it could not make.
    private static void Close(ReadOnlySpan<byte> descriptors)
    {
        foreach (int descriptor in MemoryMarshal.Cast<byte, int>(descriptors))
        {
            if (descriptor >= 0)
            {
                LibC.Close(descriptor);
            }
        }
    }
}
