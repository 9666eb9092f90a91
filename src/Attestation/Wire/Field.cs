// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Wire;

/// <summary>One row of a Layout: a field of a fixed structure.</summary>
/// <param name="Name">The vendor's name of the field in Pascal case.</param>
/// <param name="Offset">Bytes from the start of the structure.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct Field(string Name, int Offset, int Length)
{
    /// <summary>True where the specification reserves the field and demands zero bytes.</summary>
    public bool MustBeZero { get; init; }

    /// <summary>The name as documents and <c>attest show</c> spell it: camel case.</summary>
    public string CamelName => char.ToLowerInvariant(Name[0]) + Name[1..];

    /// <summary>Offset of the first byte behind the field.</summary>
    public int End => Offset + Length;
}
