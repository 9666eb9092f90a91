// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native.Tests.Fuse;

/// <summary>What a mounted tree does; whatever throws a <see cref="KernelException"/> fails with its errno. Paths are relative, without a leading slash.</summary>
internal interface IFuseTree
{
    /// <summary>True for a directory, false for a file; null where there is nothing.</summary>
    bool? IsDirectory(string path);

    /// <summary>Permissions of a file, for example 0644.</summary>
    int ModeOf(string path);

    void MakeDirectory(string path);

    void RemoveDirectory(string path);

    void Remove(string path);

    void Rename(string from, string to);

    void Create(string path);

    /// <summary>The content that an open file shows from its first read on.</summary>
    byte[] Read(string path);

    void Write(string path, long offset, byte[] bytes);

    /// <summary>An open file is closed: what fails here, close says.</summary>
    void Flush(string path);

    void Sync(string path);
}
