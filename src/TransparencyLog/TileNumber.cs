// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.TransparencyLog;

/// <summary>Numbers in paths (C2SP tlog-tiles): groups of three digits, all but the last behind an 'x': 1234067 is <c>x001/x234/067</c>.</summary>
public static class TileNumber
{
    private const int GroupSize = 1000;
    private const int GroupLength = 3;

    /// <summary>The path of a number that is not negative.</summary>
    public static string Of(long number)
    {
        string path = Group(number);
        for (long left = number / GroupSize; left > 0; left /= GroupSize)
        {
            path = $"x{Group(left)}/{path}";
        }

        return path;
    }

    /// <summary>Reads such a path; false on any other form, and from 2^63 on.</summary>
    public static bool TryParse(string path, out long number)
    {
        number = 0;
        UInt128 value = 0;
        foreach (string part in path.Split('/'))
        {
            string digits = part.TrimStart('x');
            if (digits.Length != GroupLength || !ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort group) || value > long.MaxValue)
            {
                return false;
            }

            value = (value * GroupSize) + group;
        }

        number = value <= long.MaxValue ? (long)value : 0;
        return value <= long.MaxValue && Of(number) == path;
    }

    private static string Group(long number) => (number % GroupSize).ToString("D3", CultureInfo.InvariantCulture);
}
