// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Attestation.Agent.Measuring;

/// <summary>Which file an interpreter's arguments name as its script (processes, section 9). They are the process's own memory: a candidate, never proof.</summary>
/// <param name="Path">Absolute, as the process sees it.</param>
/// <param name="Option">What stands before it; null for nothing. Only a script whose own first line says so is run like that for certain.</param>
internal sealed record ScriptArgument(string Path, string? Option)
{
    private const int MaxPath = 4096;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads <c>/proc/PID/cmdline</c>: interpreter and script, or with one option between them, as the kernel has it of a script's first line, and of <c>binfmt_misc</c>.</summary>
    /// <param name="arguments">Each with a zero behind.</param>
    /// <param name="root">The process's root link.</param>
    /// <param name="workingDirectory">Its cwd link.</param>
    /// <param name="script">The candidate.</param>
    /// <returns>False where they name none.</returns>
    public static bool TryFind(ReadOnlySpan<byte> arguments, string root, string workingDirectory, [NotNullWhen(true)] out ScriptArgument? script)
    {
        script = null;
        if (Take(Take(arguments, out _), out string? first) is var rest && first is not { Length: > 0 })
        {
            return false;
        }

        string? option = first[0] == '-' ? first : null;
        string? path = first;
        if (option is not null)
        {
            Take(rest, out path);
        }

        script = path is { Length: > 0 } && Absolute(path, root, workingDirectory) is { } absolute ? new(absolute, option) : null;
        return script is not null;
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> arguments, out string? argument)
    {
        int end = arguments.IndexOf((byte)0);
        argument = end is < 0 or > MaxPath ? null : TextOf(arguments[..end]);
        return end < 0 ? [] : arguments[(end + 1)..];
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // The links are as the agent sees them: what is below the process's root is what the process sees.
    private static string? Absolute(string path, string root, string workingDirectory)
    {
        if (path[0] == '/')
        {
            return path;
        }

        string prefix = root == "/" ? "" : root;
        return workingDirectory == root ? $"/{path}"
            : workingDirectory.StartsWith(prefix + "/", StringComparison.Ordinal) ? $"{workingDirectory[prefix.Length..]}/{path}"
            : null;
    }
}
