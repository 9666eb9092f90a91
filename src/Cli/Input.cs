// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Cli;

/// <summary>Reads what a person names on the command line; <c>-</c> is stdin.</summary>
internal static class Input
{
    public const string Stdin = "-";

    /// <summary>An Evidence document with a base64 event log of 16 MiB, the largest thing that is ever read.</summary>
    public const int MaxBytes = 24 << 20;

    private const int ChunkBytes = 64 << 10;

    /// <summary>The whole file, or all of stdin.</summary>
    /// <exception cref="CliError">It cannot be read, or is longer than <see cref="MaxBytes"/>.</exception>
    public static byte[] Read(Surroundings surroundings, string path) => Open(surroundings, path, Read);

    /// <summary>SHA-256 of a file of any length, or of all of stdin.</summary>
    /// <exception cref="CliError">It cannot be read.</exception>
    public static byte[] Sha256(Surroundings surroundings, string path) =>
        Open(surroundings, path, static (stream, _) => SHA256.HashData(stream));

    /// <summary>What <paramref name="path"/> is called in messages.</summary>
    public static string NameOf(string path) => path == Stdin ? "stdin" : path;

    private static byte[] Open(Surroundings surroundings, string path, Func<Stream, string, byte[]> read)
    {
        try
        {
            if (path == Stdin)
            {
                return read(surroundings.TakeStdin(), NameOf(path));
            }

            using FileStream file = File.OpenRead(path);
            return read(file, path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliError($"{(path.Length == 0 ? "\"\"" : path)}: {Reason(path, failed)}");
        }
    }

    private static byte[] Read(Stream stream, string name)
    {
        using MemoryStream all = new(stream.CanSeek ? (int)Math.Min(stream.Length, MaxBytes) : ChunkBytes);
        byte[] chunk = new byte[ChunkBytes];
        for (int read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            all.Write(chunk, 0, read);
            if (all.Length > MaxBytes)
            {
                throw new CliError($"{name}: is longer than {MaxBytes} bytes, which is the most that is read");
            }
        }

        return all.ToArray();
    }

    // The framework's messages repeat the path; the kind of failure is what a person needs.
    private static string Reason(string path, Exception failed) => failed switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "is a folder, want a file",
        UnauthorizedAccessException => "no permission to read it",
        ArgumentException => "is not a path",
        _ => failed.Message,
    };
}
