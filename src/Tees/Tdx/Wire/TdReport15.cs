// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>The body of a quote from a TDX 1.5 module.</summary>
public sealed class TdReport15 : TdBody, IWire<TdReport15>
{
    internal TdReport15(ReadOnlyMemory<byte> raw)
        : base(raw)
    {
    }

    /// <inheritdoc/>
    public override TdBodyType Type => TdBodyType.Td15;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? TeeTcbSvn2 => Raw.Bytes(TdReport15Layout.TeeTcbSvn2);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte>? MrServiceTd => Raw.Bytes(TdReport15Layout.MrServiceTd);

    /// <inheritdoc/>
    internal override ImmutableArray<Field> Layout => TdReport15Layout.All;

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TdReport15? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(TdBodyType.Td15, bytes.Length);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }
}
