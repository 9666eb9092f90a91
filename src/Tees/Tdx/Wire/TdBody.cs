// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>What a quote says of a TD, whichever body type carries it: all that verification reads.</summary>
/// <remarks>Immutable. Spans are in memory order.</remarks>
public abstract class TdBody
{
    private protected TdBody(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <summary>The body as received.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The body's type.</summary>
    public abstract TdBodyType Type { get; }

    /// <summary>SVNs at the TD's launch, 16 bytes: [0] TDX module's ISVSVN, [1] its major version, [2] late microcode.</summary>
    public ReadOnlySpan<byte> TeeTcbSvn => Raw.Span.Bytes(TdReport10Layout.TeeTcbSvn);

    /// <summary>SHA-384 of the TDX module, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrSeam => Raw.Span.Bytes(TdReport10Layout.MrSeam);

    /// <summary>The TDX module's signer, 48 bytes; zero for Intel's modules.</summary>
    public ReadOnlySpan<byte> MrSignerSeam => Raw.Span.Bytes(TdReport10Layout.MrSignerSeam);

    /// <summary>The TDX module's attributes, 8 bytes.</summary>
    public ReadOnlySpan<byte> SeamAttributes => Raw.Span.Bytes(TdReport10Layout.SeamAttributes);

    /// <summary>The TD's attributes.</summary>
    public TdAttributes TdAttributes => new(Raw.Span.U64(TdReport10Layout.TdAttributes));

    /// <summary>The processor state the TD may use.</summary>
    public Xfam Xfam => new(Raw.Span.U64(TdReport10Layout.Xfam));

    /// <summary>Measurement of the TD's initial contents, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrTd => Raw.Span.Bytes(TdReport10Layout.MrTd);

    /// <summary>The host's configuration id, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrConfigId => Raw.Span.Bytes(TdReport10Layout.MrConfigId);

    /// <summary>The host's owner id, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwner => Raw.Span.Bytes(TdReport10Layout.MrOwner);

    /// <summary>The host's owner configuration, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwnerConfig => Raw.Span.Bytes(TdReport10Layout.MrOwnerConfig);

    /// <summary>Firmware configuration, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr0 => Raw.Span.Bytes(TdReport10Layout.Rtmr0);

    /// <summary>Boot loader and kernel, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr1 => Raw.Span.Bytes(TdReport10Layout.Rtmr1);

    /// <summary>Operating system, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr2 => Raw.Span.Bytes(TdReport10Layout.Rtmr2);

    /// <summary>Applications, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr3 => Raw.Span.Bytes(TdReport10Layout.Rtmr3);

    /// <summary>What the TD asked the quote to cover, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Raw.Span.Bytes(TdReport10Layout.ReportData);

    /// <summary>SVNs of the TDX module that is loaded now, 16 bytes; null in a body of TDX 1.0.</summary>
    public virtual ReadOnlyMemory<byte>? TeeTcbSvn2 => null;

    /// <summary>Measurement of the bound service TDs, 48 bytes, zero where none is bound; null in a body of TDX 1.0.</summary>
    public virtual ReadOnlyMemory<byte>? MrServiceTd => null;

    /// <summary>A run-time measurement register by its number.</summary>
    /// <param name="index">0 to 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public ReadOnlySpan<byte> Rtmr(int index) => index switch
    {
        0 => Rtmr0,
        1 => Rtmr1,
        2 => Rtmr2,
        3 => Rtmr3,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "a TD has RTMR 0 to 3"),
    };

    /// <summary>The one size of a body type.</summary>
    internal static int SizeOf(TdBodyType type) => type switch
    {
        TdBodyType.Td10 => TdReport10Layout.Size,
        TdBodyType.Td15 => TdReport15Layout.Size,
        TdBodyType.Td15Ex => TdReport15ExLayout.Size,
        _ => 0,
    };

    /// <summary>The fields of this body's type.</summary>
    internal abstract ImmutableArray<Field> Layout { get; }

    /// <summary>A body over bytes that have exactly the type's size.</summary>
    internal static TdBody Of(TdBodyType type, ReadOnlyMemory<byte> raw) => type switch
    {
        TdBodyType.Td10 => new TdReport10(raw),
        TdBodyType.Td15 => new TdReport15(raw),
        TdBodyType.Td15Ex => new TdReport15Ex(raw),
        _ => throw new UnreachableException($"body type {type} was let through"),
    };

    private protected static Malformed? FaultOf(TdBodyType type, int length) =>
        length == SizeOf(type) ? null
            : new($"TD report ({type})", "length", $"got {length} bytes, want {SizeOf(type)}") { Rule = TdxRules.FmtBody };
}
