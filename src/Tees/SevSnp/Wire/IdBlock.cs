// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>What a guest's owner says of the guest, and signs: the firmware launches nothing else under it.</summary>
/// <remarks>Immutable.</remarks>
public sealed class IdBlock : IWire<IdBlock>
{
    private const string Structure = "SNP ID block";
    private const uint Version1 = 1;

    private IdBlock(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The launch digest that the guest must have, 48 bytes.</summary>
    public ReadOnlySpan<byte> LaunchDigest => Raw.Span.Bytes(IdBlockLayout.LaunchDigest);

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> FamilyId => Raw.Span.Bytes(IdBlockLayout.FamilyId);

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> ImageId => Raw.Span.Bytes(IdBlockLayout.ImageId);

    /// <summary>GUEST_SVN of its reports.</summary>
    public uint GuestSvn => Raw.Span.U32(IdBlockLayout.GuestSvn);

    /// <summary>The policy that the guest must have.</summary>
    public GuestPolicy Policy => new(Raw.Span.U64(IdBlockLayout.Policy));

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out IdBlock? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = bytes.Length != IdBlockLayout.Size ? new(Structure, "length", $"got {bytes.Length} bytes, want {IdBlockLayout.Size}")
            : bytes.Span.U32(IdBlockLayout.Version) is not Version1 and var version ? new(Structure, "VERSION", $"got {version}, want {Version1}")
            : null;
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }
}
