// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli;

/// <summary>Writes what a person asked for; <c>-</c> is stdout, and nothing that exists is overwritten unasked.</summary>
internal static class OutputFile
{
    /// <summary>Writes all of <paramref name="bytes"/>.</summary>
    /// <exception cref="CliError">The file exists and <paramref name="force"/> is false, or it cannot be written.</exception>
    public static void Write(Surroundings surroundings, string path, ReadOnlySpan<byte> bytes, bool force)
    {
        if (path == Input.Stdin)
        {
            surroundings.Stdout.Write(bytes);
            return;
        }

        try
        {
            using FileStream file = new(path, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (IOException) when (!force && File.Exists(path))
        {
            throw new CliError($"{path}: exists already") { Hint = "--force overwrites it" };
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CliError($"{path}: cannot be written: {failed.Message}");
        }
    }

    /// <summary>Bytes never go to a terminal; asked for before anything is done for them.</summary>
    /// <exception cref="CliError"><paramref name="path"/> is stdout, and stdout is a terminal.</exception>
    public static void RefuseTerminal(Surroundings surroundings, string path)
    {
        if (path == Input.Stdin && surroundings.StdoutIsTerminal)
        {
            throw new CliError("--out: stdout is a terminal, and this is not for one") { Hint = "--out FILE, or a pipe behind it" };
        }
    }

    /// <summary>Makes the folder that <paramref name="path"/> lies in.</summary>
    /// <exception cref="CliError">It cannot be made.</exception>
    public static void MakeFolderOf(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CliError($"{path}: cannot be written: {failed.Message}");
        }
    }
}
