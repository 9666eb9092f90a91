// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Why a machine does not give Evidence. A closed family: each has one name, and one hint a platform.</summary>
public enum AttesterReason
{
    /// <summary>Nothing that was looked at can quote.</summary>
    NoTee = 0,

    /// <summary>The interface is not there: no such file, device or file system.</summary>
    NotThere,

    /// <summary>The interface is there, and no driver stands behind it.</summary>
    NoProvider,

    /// <summary>This process may not.</summary>
    NoPermission,

    /// <summary>The kernel is too old for what is asked.</summary>
    NotSupported,

    /// <summary>Somebody else's request is in flight, or a signal cut ours short. May be repeated.</summary>
    Busy,

    /// <summary>Another writer changed the request while it ran, twice. May be repeated.</summary>
    Interference,

    /// <summary>The host throttles requests.</summary>
    Throttled,

    /// <summary>The host did not answer in time.</summary>
    TimedOut,

    /// <summary>The guest's message key is wiped: no report until the guest is started again.</summary>
    KeyWiped,

    /// <summary>Kernel or firmware refuse what was asked: its length, its privilege level, its service.</summary>
    Refused,

    /// <summary>The firmware failed.</summary>
    FirmwareFailed,

    /// <summary>The host failed.</summary>
    HostFailed,

    /// <summary>The answer is empty, too long, or not what was asked for.</summary>
    BadAnswer,

    /// <summary>The device went away.</summary>
    Gone,

    /// <summary>Any other failure of a system call.</summary>
    Failed,
}
