// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Measuring;

/// <summary>The line by which the kernel finds a script's interpreter. fs/binfmt_script.c, <c>load_script</c>.</summary>
internal static class Shebang
{
    /// <summary>BINPRM_BUF_SIZE, include/uapi/linux/binfmts.h: the kernel reads no further.</summary>
    public const int MaxBytes = 256;

    /// <summary>What the kernel puts between the interpreter and the script: the rest of the line, as one argument.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <returns>Empty where there is no such line, or nothing behind the interpreter.</returns>
    public static ReadOnlySpan<byte> ArgumentOf(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith("#!"u8))
        {
            return [];
        }

        ReadOnlySpan<byte> line = start[2..Math.Min(start.Length, MaxBytes)];
        int end = line.IndexOfAny((byte)'\n', (byte)0);
        line = (end < 0 ? line : line[..end]).Trim(" \t"u8);
        int space = line.IndexOfAny((byte)' ', (byte)'\t');
        return space < 0 ? [] : line[space..].TrimStart(" \t"u8);
    }
}
