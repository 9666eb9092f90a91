// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.TransparencyLog;

/// <summary>The directory of one run: the few file operations that a log needs, and nothing that hides a failed fsync.</summary>
/// <remarks>
/// Paths are relative to the run's directory, parts joined by '/', made of lower-case letters, digits, '.' and '/' only; the empty
/// path is the directory itself. Calls block: fsync has no other form, and a commit has a thread of its own. One writer; readers may
/// call <see cref="TryRead"/> and <see cref="List"/> at the same time. What fails throws <see cref="LogStorageException"/>, and nothing is tried twice.
/// </remarks>
public interface ILogStorage
{
    /// <summary>Creates a file with these bytes and fsyncs it; makes directories that are not there. Its name is durable after <see cref="SyncDirectory"/>.</summary>
    /// <exception cref="LogStorageException">The file exists, or a write or fsync failed.</exception>
    void WriteDurably(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file another name in the same directory, replacing what has it. Durable after <see cref="SyncDirectory"/>.</summary>
    /// <exception cref="LogStorageException">The rename failed.</exception>
    void Rename(string from, string to);

    /// <summary>Fsyncs a directory: names that were made, replaced or deleted in it are durable then.</summary>
    /// <exception cref="LogStorageException">The directory cannot be opened, or its fsync failed.</exception>
    void SyncDirectory(string directory);

    /// <summary>Reads a whole file; false where there is none or it is larger than <paramref name="maxBytes"/>.</summary>
    /// <exception cref="LogStorageException">The file is there and cannot be read.</exception>
    bool TryRead(string path, int maxBytes, [NotNullWhen(true)] out byte[]? bytes);

    /// <summary>Deletes a file, or a directory that is empty; nothing happens where there is none. Not durable until synced, which nobody needs.</summary>
    /// <exception cref="LogStorageException">It is there and cannot be deleted.</exception>
    void Delete(string path);

    /// <summary>Names of the files and directories in a directory, in no order; empty where there is none.</summary>
    /// <exception cref="LogStorageException">The directory is there and cannot be read.</exception>
    IReadOnlyList<string> List(string directory);
}
