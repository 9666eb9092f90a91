// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.Endorsing;

/// <summary>Reads one document from disk, never more of it than a document may be long.</summary>
public static class EndorsementFile
{
    /// <summary>1 MiB: the limit that CONTRACTS, section 7, sets for a document in a bundle.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Puts the file <paramref name="path"/>, of any layout, under <paramref name="name"/>.</summary>
    /// <param name="name">A known name, with or without suffix; without it the default suffix is meant.</param>
    /// <param name="path">The file.</param>
    /// <param name="tees">The TEEs that know names.</param>
    /// <param name="endorsement">The document, or null.</param>
    /// <param name="problem">Why there is none, or null.</param>
    public static bool TryLoad(
        string name,
        string path,
        IReadOnlyList<ITee> tees,
        [NotNullWhen(true)] out Endorsement? endorsement,
        [NotNullWhen(false)] out EndorsementProblem? problem)
    {
        endorsement = null;
        if (!EndorsementName.TryOf(name, tees, out EndorsementName? known))
        {
            problem = new(name, "is not the name of an endorsement that any tee uses");
            return false;
        }

        if (TryRead(path, out byte[]? bytes, out problem))
        {
            endorsement = new(known.Name, known.Suffix, bytes) { Source = path };
        }

        return endorsement is not null;
    }

    internal static bool TryRead(
        string path, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out EndorsementProblem? problem)
    {
        bytes = null;
        problem = null;
        try
        {
            using FileStream file = File.OpenRead(path);
            // Pipes and files of the kernel have no length, or one of zero.
            long length = file.CanSeek && file.Length > 0 ? file.Length : MaxBytes;
            byte[] buffer = new byte[Math.Min(length, MaxBytes) + 1];
            int read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            bytes = read <= MaxBytes ? buffer[..read] : null;
            problem = bytes is null ? new(path, $"is longer than {MaxBytes} bytes, which is the most that is read") : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = new(path, Reason(failed));
        }

        return bytes is not null;
    }

    // The framework's messages repeat the path and differ by version; the kind of failure is what a person needs.
    internal static string Reason(Exception failed) => failed switch
    {
        FileNotFoundException or DirectoryNotFoundException => "does not exist",
        UnauthorizedAccessException => "cannot be read: no permission",
        ArgumentException => "is not a path",
        _ => "cannot be read",
    };
}
