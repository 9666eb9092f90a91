// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>The body of a quote from a TDX 1.0 module, or of any quote of version 4.</summary>
public sealed class TdReport10 : TdBody, IWire<TdReport10>
{
    internal TdReport10(ReadOnlyMemory<byte> raw)
        : base(raw)
    {
    }

    /// <inheritdoc/>
    public override TdBodyType Type => TdBodyType.Td10;

    /// <inheritdoc/>
    internal override ImmutableArray<Field> Layout => TdReport10Layout.All;

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TdReport10? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(TdBodyType.Td10, bytes.Length);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }
}
