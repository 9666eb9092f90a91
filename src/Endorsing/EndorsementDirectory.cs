// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.Endorsing;

/// <summary>A folder that holds each document at its name plus suffix (CONTRACTS, section 6).</summary>
/// <remarks>
/// Only regular files are read: a symbolic link could lead out of the folder, so it is passed over with a warning. A file that no
/// TEE knows is passed over likewise; one that contradicts the manifest refuses the whole folder.
/// </remarks>
public static class EndorsementDirectory
{
    private const int MaxDepth = 8;
    private const int MaxFiles = 4096;

    /// <summary>Loads a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="tees">The TEEs that know names.</param>
    /// <param name="loaded">What it holds, or null.</param>
    /// <param name="problem">Why it cannot be used, or null.</param>
    public static bool TryLoad(
        string path,
        IReadOnlyList<ITee> tees,
        [NotNullWhen(true)] out LoadedEndorsements? loaded,
        [NotNullWhen(false)] out EndorsementProblem? problem)
    {
        Reading reading = new(path, tees);
        try
        {
            problem = reading.Run();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = new(path, EndorsementFile.Reason(failed));
        }

        loaded = problem is null ? reading.Loaded() : null;
        return loaded is not null;
    }

    /// <summary>Loads folders, the first that has a name wins; one that cannot be used is passed over.</summary>
    /// <param name="paths">The folders.</param>
    /// <param name="tees">The TEEs that know names.</param>
    /// <param name="unusable">Told why one is passed over.</param>
    public static Endorsements LoadAll(IEnumerable<string> paths, IReadOnlyList<ITee> tees, Action<EndorsementProblem> unusable)
    {
        List<Endorsement> all = [];
        foreach (string path in paths)
        {
            if (TryLoad(path, tees, out LoadedEndorsements? loaded, out EndorsementProblem? problem))
            {
                all.AddRange(loaded.Endorsements);
            }
            else
            {
                unusable(problem);
            }
        }

        return new(all);
    }

    private sealed class Reading(string folder, IReadOnlyList<ITee> tees)
    {
        private readonly List<Endorsement> found = [];
        private readonly List<EndorsementProblem> warnings = [];
        private EndorsementManifest manifest = new();
        private int files;

        public LoadedEndorsements Loaded() =>
            new([.. found.OrderBy(each => $"{each.Name}\0{each.Suffix}", StringComparer.Ordinal)], [.. warnings]);

        public EndorsementProblem? Run() =>
            ReadManifest()
            ?? Walk(new DirectoryInfo(folder), "", depth: 0)
            ?? Missing();

        private EndorsementProblem? Missing() => manifest.FirstMissing() is { } missing
            ? new(folder, $"{EndorsementManifest.FileName} lists {missing}, which is not there")
            : null;

        private EndorsementProblem? ReadManifest()
        {
            string path = Path.Combine(folder, EndorsementManifest.FileName);
            if (!File.Exists(path))
            {
                return null;
            }

            if (!TryRead(path, out byte[]? bytes, out EndorsementProblem? problem))
            {
                return problem;
            }

            if (!EndorsementManifest.TryParse(bytes, tees, out EndorsementManifest? read, out string? wrong))
            {
                return new(path, wrong);
            }

            manifest = read;
            warnings.AddRange(read.UnknownNames.Select(name => new EndorsementProblem(path, $"\"{name}\" is not a known name, ignored")));
            return null;
        }

        private EndorsementProblem? Walk(DirectoryInfo directory, string prefix, int depth)
        {
            foreach (FileSystemInfo entry in directory.EnumerateFileSystemInfos().OrderBy(each => each.Name, StringComparer.Ordinal))
            {
                if (++files > MaxFiles || depth > MaxDepth)
                {
                    return new(folder, $"holds more than {MaxFiles} files or {MaxDepth} levels, want a folder of endorsements");
                }

                if (Visit(entry, prefix + entry.Name, depth) is { } problem)
                {
                    return problem;
                }
            }

            return null;
        }

        private EndorsementProblem? Visit(FileSystemInfo entry, string name, int depth)
        {
            if (entry.LinkTarget is not null)
            {
                warnings.Add(new(entry.FullName, "is a symbolic link, ignored"));
                return null;
            }

            return entry is DirectoryInfo inner ? Walk(inner, name + "/", depth + 1) : Take(entry.FullName, name);
        }

        // A pipe or a device says length 0 as an empty file does; opening it could wait for ever, and neither is a document.
        private static bool TryRead(
            string path, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out EndorsementProblem? problem)
        {
            bytes = [];
            problem = null;
            return new FileInfo(path).Length == 0 || EndorsementFile.TryRead(path, out bytes, out problem);
        }

        private EndorsementProblem? Take(string path, string file)
        {
            if (file == EndorsementManifest.FileName)
            {
                return null;
            }

            if (!EndorsementName.TryOfFile(file, tees, out EndorsementName? name))
            {
                warnings.Add(new(path, "is not the name of an endorsement, ignored"));
                return null;
            }

            if (!TryRead(path, out byte[]? bytes, out EndorsementProblem? problem))
            {
                return problem;
            }

            if (manifest.Describe(name, bytes, folder, out string? wrong) is not { } endorsement)
            {
                return new(path, wrong ?? "does not fit the manifest");
            }

            found.Add(endorsement);
            return null;
        }
    }
}
