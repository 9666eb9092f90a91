// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.Wire;

/// <summary>Lower-case hexadecimal, the only spelling this project writes.</summary>
public static class Hex
{
    private static readonly SearchValues<char> LowerDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Lower-case hex of all bytes, without prefix.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>True for whole bytes in lower case, none included.</summary>
    public static bool IsLower(ReadOnlySpan<char> text) => text.Length % 2 == 0 && text.IndexOfAnyExcept(LowerDigits) < 0;

    /// <summary>Reads lower-case hex of exactly <paramref name="bytes"/> bytes; false on anything else.</summary>
    public static bool TryReadLower(ReadOnlySpan<char> text, int bytes, [NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        return IsLower(text) && TryRead(text, bytes, out value);
    }

    /// <summary>Reads hex of exactly <paramref name="bytes"/> bytes in either case; false on anything else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int bytes, [NotNullWhen(true)] out byte[]? value)
    {
        value = null;
        if (text.Length != 2 * (long)bytes)
        {
            return false;
        }

        byte[] result = new byte[bytes];
        if (Convert.FromHexString(text, result, out _, out int written) != OperationStatus.Done || written != bytes)
        {
            return false;
        }

        value = result;
        return true;
    }
}
