// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Kernel;

/// <summary>The machine does not give Evidence, and says why.</summary>
/// <param name="reason">Why.</param>
/// <param name="path">The interface: an absolute path.</param>
/// <param name="because">What was got and what is wanted; lower case, no final period.</param>
/// <param name="inner">The failed call, or null.</param>
public sealed class AttesterException(AttesterReason reason, string path, string because, Exception? inner = null)
    : Exception($"{path}: {because}", inner)
{
    /// <summary>Why.</summary>
    public AttesterReason Reason => reason;

    /// <summary>The interface.</summary>
    public string Path => path;

    /// <summary>The next step of whoever runs the machine; empty where there is none.</summary>
    public string Hint { get; init; } = "";

    /// <summary>What was tried, where nothing was found.</summary>
    public ImmutableArray<Probe> Probes { get; init; } = [];

    /// <summary>The error number of the failed call; none where no call failed.</summary>
    public Errno Errno => InnerException is KernelException failed ? failed.Errno : Errno.None;

    /// <summary>True where the same request may well succeed later.</summary>
    public bool MayBeRepeated => reason is AttesterReason.Busy or AttesterReason.Interference or AttesterReason.TimedOut or AttesterReason.HostFailed;
}
