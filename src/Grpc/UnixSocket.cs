// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Grpc;

/// <summary>A unix socket in a directory of its own.</summary>
/// <param name="Path">The socket; its directory is nobody else's.</param>
public sealed record UnixSocket(string Path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Longest path that the kernel takes: sun_path holds 108 bytes with its NUL (unix(7)).</summary>
    public const int MaxPathBytes = 107;

    /// <summary>What the socket's mode is once it is shown.</summary>
    public UnixFileMode Mode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What its directory's mode is once it is shown.</summary>
    public UnixFileMode DirectoryMode { get; init; } = Owner;

    /// <summary>Gives the path of directory and socket to an owner and a group; null leaves both ours.</summary>
    public Action<string>? Own { get; init; }

    /// <summary>Mode of the directory while the socket is made: nobody else's.</summary>
    internal const UnixFileMode Private = Owner;

    /// <summary>The directory.</summary>
    internal string Directory => System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } directory
        ? directory
        : throw new ArgumentException($"\"{Path}\" lies in no directory of its own");
}
