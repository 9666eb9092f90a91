// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Rendering;

/// <summary>Cuts long hex for people; JSON has it whole.</summary>
public static class ShortHex
{
    private const int Kept = 8;

    /// <summary>32 digits are 16 bytes: what is no longer (an FMSPC, a TEE_TCB_SVN) is read by people, a hash is only recognised.</summary>
    private const int Longest = 32;

    /// <summary>The text with each run of more than <paramref name="longest"/> hex digits cut to 8 and an ellipsis.</summary>
    public static string Of(string text, int longest = Longest)
    {
        StringBuilder cut = new(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int run = Run(text.AsSpan(i));
            cut.Append(run > longest ? string.Concat(text.AsSpan(i, Kept), "…") : text.Substring(i, Math.Max(run, 1)));
            i += Math.Max(run, 1);
        }

        return cut.ToString();
    }

    private static int Run(ReadOnlySpan<char> text)
    {
        int run = 0;
        while (run < text.Length && char.IsAsciiHexDigit(text[run]))
        {
            run++;
        }

        return run;
    }
}
