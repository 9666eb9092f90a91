// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.Endorsing;

/// <summary>Endorsements in one file, for machines without a network: a tar of a folder with its <c>manifest.json</c> (CONTRACTS, section 6).</summary>
/// <remarks>Unpacked, it is a folder for <c>--endorsements</c>. Written in one form only, so that equal contents are equal bytes.</remarks>
public static class EndorsementArchive
{
    /// <summary>Most bytes of a file that is read.</summary>
    public const int MaxBytes = 64 << 20;

    private const int MaxFiles = 4096;
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Packs documents.</summary>
    /// <param name="endorsements">Each name and suffix once.</param>
    public static byte[] Pack(IEnumerable<Endorsement> endorsements)
    {
        Endorsement[] all = [.. endorsements.OrderBy(each => each.Name + each.Suffix, StringComparer.Ordinal)];
        using MemoryStream archive = new();
        using (TarWriter tar = new(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            Add(tar, EndorsementManifest.FileName, Manifest(all));
            foreach (Endorsement each in all)
            {
                Add(tar, each.Name + each.Suffix, each.Bytes);
            }
        }

        return archive.ToArray();
    }

    /// <summary>Unpacks documents: every file is listed with its digest, every listed file is there, and every name is known.</summary>
    /// <param name="archive">The file's bytes.</param>
    /// <param name="tees">The TEEs that know names.</param>
    /// <param name="endorsements">The documents in the order of the file; empty where anything is wrong.</param>
    /// <param name="problem">The first thing that is wrong, or null.</param>
    public static bool TryUnpack(
        ReadOnlyMemory<byte> archive, IReadOnlyList<ITee> tees, out ImmutableArray<Endorsement> endorsements, [NotNullWhen(false)] out string? problem)
    {
        endorsements = [];
        if (!TryRead(archive, out Dictionary<string, byte[]> files, out problem))
        {
            return false;
        }

        if (!files.Remove(EndorsementManifest.FileName, out byte[]? list))
        {
            problem = $"has no {EndorsementManifest.FileName}";
            return false;
        }

        if (!EndorsementManifest.TryParse(list, tees, out EndorsementManifest? manifest, out string? wrong))
        {
            problem = $"{EndorsementManifest.FileName}: {wrong}";
            return false;
        }

        problem = manifest.UnknownNames is [] ? null : $"\"{manifest.UnknownNames[0]}\" is not the name of an endorsement that any tee uses";
        ImmutableArray<Endorsement>.Builder read = ImmutableArray.CreateBuilder<Endorsement>(files.Count);
        foreach ((string path, byte[] bytes) in files)
        {
            problem ??= Take(path, bytes, tees, manifest, read);
        }

        problem ??= manifest.FirstMissing() is { } missing ? $"{EndorsementManifest.FileName} lists {missing}, which is not there" : null;
        endorsements = problem is null ? read.ToImmutable() : [];
        return problem is null;
    }

    private static string? Take(
        string path, byte[] bytes, IReadOnlyList<ITee> tees, EndorsementManifest manifest, ImmutableArray<Endorsement>.Builder read)
    {
        if (!EndorsementName.TryOfFile(path, tees, out EndorsementName? name))
        {
            return $"\"{path}\" is not the name of an endorsement that any tee uses";
        }

        if (!manifest.Lists(name))
        {
            return $"{path} is not listed in {EndorsementManifest.FileName}";
        }

        if (manifest.Describe(name, bytes, "import", out string? wrong) is not { } endorsement)
        {
            return $"{path}: {wrong}";
        }

        read.Add(endorsement);
        return null;
    }

    private static bool TryRead(ReadOnlyMemory<byte> archive, out Dictionary<string, byte[]> files, [NotNullWhen(false)] out string? problem)
    {
        files = new(StringComparer.Ordinal);
        problem = archive.Length > MaxBytes ? $"is {archive.Length} bytes, at most {MaxBytes} are read" : null;
        try
        {
            using MemoryStream stream = new(archive.ToArray(), writable: false);
            using TarReader tar = new(stream);
            while (problem is null && tar.GetNextEntry() is { } entry)
            {
                problem = Take(entry, files);
            }
        }
        catch (Exception failed) when (failed is IOException or InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            problem = "is not a whole tar file";
        }

        return problem is null;
    }

    private static string? Take(TarEntry entry, Dictionary<string, byte[]> files)
    {
        if (entry.EntryType == TarEntryType.Directory)
        {
            return null;
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || entry.Length > EndorsementFile.MaxBytes || files.Count >= MaxFiles)
        {
            return $"\"{entry.Name}\" is {entry.EntryType} of {entry.Length} bytes, want at most {MaxFiles} files of at most {EndorsementFile.MaxBytes} bytes";
        }

        byte[] bytes = new byte[entry.Length];
        entry.DataStream?.ReadExactly(bytes);
        string path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        return files.TryAdd(path, bytes) ? null : $"\"{path}\" stands twice";
    }

    private static void Add(TarWriter tar, string path, ReadOnlyMemory<byte> bytes)
    {
        using MemoryStream content = new(bytes.ToArray(), writable: false);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { Mode = Mode, ModificationTime = DateTimeOffset.UnixEpoch, DataStream = content });
    }

    private static byte[] Manifest(IEnumerable<Endorsement> all)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, new() { Indented = true }))
        {
            json.WriteStartArray();
            foreach (Endorsement each in all)
            {
                json.WriteStartObject();
                json.WriteString("name", each.Name + each.Suffix);
                json.WriteString("sha256", Hex.Of(each.Sha256));
                json.WriteString("retrievedAt", each.RetrievedAt is { } time ? UtcTime.Of(time) : EndorsementManifest.Unknown);
                json.WriteString("source", each.Source);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return [.. text.ToArray(), (byte)'\n'];
    }
}
