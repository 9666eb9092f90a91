// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes a TCG2 crypto-agile log of SHA-384 alone. TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.</summary>
internal static class EventLogWriter
{
    private const uint NoAction = 3;
    private const ushort Sha384 = 0x000c;
    private const byte Uintn64Bits = 2;
    private const int Sha1Bytes = 20;

    public static byte[] Write(IReadOnlyList<SimulatedEvent> events, EventLogForm form)
    {
        using MemoryStream stream = new();
        using BinaryWriter log = new(stream);
        WriteSpecId(log);
        SimulatedEvent[] written = [.. Written(events, form)];
        for (int i = 0; i < written.Length; i++)
        {
            WriteEvent(log, written[i], corrupted: i == 0 && form == EventLogForm.DigestChanged);
        }

        return form == EventLogForm.Truncated ? stream.ToArray()[..^1] : stream.ToArray();
    }

    private static IEnumerable<SimulatedEvent> Written(IReadOnlyList<SimulatedEvent> events, EventLogForm form) => form switch
    {
        EventLogForm.EventMissing => events.SkipLast(1),
        EventLogForm.RegisterMissing => events.Where(each => each.Rtmr != events[^1].Rtmr),
        _ => events,
    };

    private static void WriteSpecId(BinaryWriter log)
    {
        byte[] specId = SpecId();
        log.Write(0u);
        log.Write(NoAction);
        log.Write(new byte[Sha1Bytes]);
        log.Write((uint)specId.Length);
        log.Write(specId);
    }

    private static byte[] SpecId()
    {
        using MemoryStream stream = new();
        using BinaryWriter specId = new(stream);
        specId.Write("Spec ID Event03\0"u8);
        specId.Write(0u);
        specId.Write([0, 2, 0, Uintn64Bits]);
        specId.Write(1u);
        specId.Write(Sha384);
        specId.Write((ushort)SHA384.HashSizeInBytes);
        specId.Write((byte)0);
        return stream.ToArray();
    }

    // Register 0 of the log is MRTD, hence one more than the RTMR's index.
    private static void WriteEvent(BinaryWriter log, SimulatedEvent each, bool corrupted)
    {
        byte[] digest = each.Digest.ToArray();
        digest[0] ^= (byte)(corrupted ? 1 : 0);
        log.Write((uint)(each.Rtmr + 1));
        log.Write(each.Type);
        log.Write(1u);
        log.Write(Sha384);
        log.Write(digest);
        log.Write((uint)each.Data.Length);
        log.Write(each.Data.Span);
    }
}
