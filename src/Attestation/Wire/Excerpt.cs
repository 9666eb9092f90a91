// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Wire;

/// <summary>The front of a text that somebody else chose, for a message: a sender's megabytes are not repeated.</summary>
internal static class Excerpt
{
    /// <summary>Characters that are kept.</summary>
    public const int MaxLength = 1024;

    private const string Ellipsis = "…";

    /// <summary><paramref name="text"/>, or its first <see cref="MaxLength"/> characters and an ellipsis.</summary>
    public static string Of(string text)
    {
        if (text.Length <= MaxLength)
        {
            return text;
        }

        int kept = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return string.Concat(text.AsSpan(0, kept), Ellipsis);
    }
}
