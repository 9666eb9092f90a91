// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>A program's file on ext4 that nobody touches, until the test does.</summary>
internal sealed class FakeImage : IProcessImage
{
    public const long Ext4 = 0xEF53;
    public const ulong MountId = 29;

    public byte[] Bytes { get; set; } = "the program"u8.ToArray();

    public FileIdentity File { get; set; } = new((8UL << 32) | 1, 42, 11, 1000, 5);

    public uint Links { get; set; } = 1;

    public ushort Mode { get; set; } = 0x81ed;

    public ulong? Mount { get; set; } = MountId;

    public long Kind { get; set; } = Ext4;

    public VerityDigest? Enforced { get; set; }

    public bool Capabilities { get; set; }

    public MappedFile Mapped { get; set; } = new((8UL << 32) | 1, 42);

    /// <summary>Called before each read, with how many there were.</summary>
    public Action<int> OnRead { get; set; } = _ => { };

    /// <summary>Reads so far.</summary>
    public int Reads { get; private set; }

    public ImagePlace Place() => new(File.Device, Mount);

    public ImageStatus Status() => new(File, 900, 0, Links, Mode, Mount);

    public long FileSystem() => Kind;

    public VerityDigest? Verity() => Enforced;

    public bool HasCapabilities() => Capabilities;

    public MappedFile MappedAs() => Mapped;

    public int Read(Span<byte> buffer, long offset)
    {
        OnRead(Reads++);
        ReadOnlySpan<byte> rest = Bytes.AsSpan((int)Math.Min(offset, Bytes.Length));
        rest = rest[..Math.Min(rest.Length, buffer.Length)];
        rest.CopyTo(buffer);
        return rest.Length;
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
