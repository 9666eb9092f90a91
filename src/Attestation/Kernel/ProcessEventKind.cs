// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What a <see cref="ProcessEvent"/> is.</summary>
public enum ProcessEventKind
{
    /// <summary>Events were lost: nothing that was told before holds any more.</summary>
    Lost = 0,

    /// <summary>A process was made by another, and runs what that one runs.</summary>
    Fork,

    /// <summary>A process runs another program; it is on its way there, or already at it.</summary>
    Exec,

    /// <summary>The first thread of a process has exited; others of it may live on.</summary>
    Exit,
}
