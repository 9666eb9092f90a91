// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation;

/// <summary>The value of a claim: text, a flag, a number, a list of texts or a group.</summary>
public abstract record ClaimValue
{
    private ClaimValue()
    {
    }

    /// <summary>Text; bytes are hex, times RFC 3339.</summary>
    public sealed record Text(string Value) : ClaimValue;

    /// <summary>true or false.</summary>
    public sealed record Flag(bool Value) : ClaimValue;

    /// <summary>An integer.</summary>
    public sealed record Number(long Value) : ClaimValue;

    /// <summary>A list of texts.</summary>
    public sealed record Texts(ImmutableArray<string> Values) : ClaimValue;

    /// <summary>Claims under a common name, such as all claims of one TEE.</summary>
    public sealed record Group(Claims Members) : ClaimValue;

    /// <summary>Text.</summary>
    public static implicit operator ClaimValue(string value) => new Text(value);

    /// <summary>A flag.</summary>
    public static implicit operator ClaimValue(bool value) => new Flag(value);

    /// <summary>An integer.</summary>
    public static implicit operator ClaimValue(long value) => new Number(value);

    /// <summary>A list.</summary>
    public static implicit operator ClaimValue(ImmutableArray<string> values) => new Texts(values);

    /// <summary>Bytes, as hex.</summary>
    public static implicit operator ClaimValue(ReadOnlyMemory<byte> bytes) => new Text(Wire.Hex.Of(bytes.Span));
}
