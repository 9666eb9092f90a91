// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native;

/// <summary>What lies under a path.</summary>
public enum FileKind
{
    /// <summary>A block device, or something newer than this program.</summary>
    Other = 0,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A character device.</summary>
    Device,

    /// <summary>A named pipe: opening it may wait for ever.</summary>
    Pipe,

    /// <summary>A unix socket.</summary>
    Socket,
}
