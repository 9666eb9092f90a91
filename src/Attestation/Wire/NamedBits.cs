// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Attestation.Wire;

/// <summary>Says which bits of a word are set.</summary>
public static class NamedBits
{
    /// <summary>Set bits from the lowest, comma-separated; empty for zero.</summary>
    /// <param name="bits">The word.</param>
    /// <param name="name">The name of a word with one set bit; null where it has none.</param>
    public static string Join(ulong bits, Func<ulong, string?> name)
    {
        List<string> names = [];
        for (ulong left = bits; left != 0; left &= left - 1)
        {
            int bit = BitOperations.TrailingZeroCount(left);
            names.Add(name(1UL << bit) ?? $"bit {bit}");
        }

        return string.Join(", ", names);
    }
}
