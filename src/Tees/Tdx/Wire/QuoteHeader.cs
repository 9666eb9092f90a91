// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>The first 48 bytes of a quote: of version 4 or 5, of a TD, signed with P-256, by an Intel quoting enclave.</summary>
/// <remarks>Immutable.</remarks>
public sealed class QuoteHeader : IWire<QuoteHeader>
{
    /// <summary>The TEE type of TDX.</summary>
    public const uint TdxTeeType = 0x81;

    private const string Structure = "TDX quote header";
    internal const ushort EcdsaP256 = 2;

    private QuoteHeader(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>4 or 5.</summary>
    public ushort Version => Raw.Span.U16(QuoteHeaderLayout.Version);

    /// <summary>2: ECDSA-256 with P-256.</summary>
    public ushort AttestationKeyType => Raw.Span.U16(QuoteHeaderLayout.AttestationKeyType);

    /// <summary><see cref="TdxTeeType"/>.</summary>
    public uint TeeType => Raw.Span.U32(QuoteHeaderLayout.TeeType);

    /// <summary>Intel's id, 16 bytes.</summary>
    public ReadOnlySpan<byte> QeVendorId => Raw.Span.Bytes(QuoteHeaderLayout.QeVendorId);

    /// <summary>20 bytes of the quoting enclave's choice: the first 16 are an id of the platform's quoting enclave.</summary>
    public ReadOnlySpan<byte> UserData => Raw.Span.Bytes(QuoteHeaderLayout.UserData);

    private static ReadOnlySpan<byte> IntelVendorId =>
        [0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06, 0x07];

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out QuoteHeader? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(bytes.Span);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != QuoteHeaderLayout.Size)
        {
            return Fault(TdxRules.FmtStructure, "length", $"got {bytes.Length} bytes, want {QuoteHeaderLayout.Size}");
        }

        ushort version = bytes.U16(QuoteHeaderLayout.Version);
        ushort keyType = bytes.U16(QuoteHeaderLayout.AttestationKeyType);
        uint teeType = bytes.U32(QuoteHeaderLayout.TeeType);
        ReadOnlySpan<byte> vendor = bytes.Bytes(QuoteHeaderLayout.QeVendorId);
        return version is not (4 or 5)
            ? Fault(TdxRules.FmtVersion, "version", $"got {version}, want 4 or 5")
            : keyType != EcdsaP256
            ? Fault(TdxRules.FmtKeyType, "attestation key type", $"got {keyType}, want {EcdsaP256}")
            : teeType != TdxTeeType
            ? Fault(TdxRules.FmtTeeType, "TEE type", $"got 0x{teeType:x}, want 0x{TdxTeeType:x}")
            : !vendor.SequenceEqual(IntelVendorId)
            ? Fault(TdxRules.FmtVendor, "QE vendor id", $"got {Hex.Of(vendor)}, want {Hex.Of(IntelVendorId)}")
            : null;
    }

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };
}
