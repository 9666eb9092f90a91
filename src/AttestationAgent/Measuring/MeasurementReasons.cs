// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Agent.Measuring;

/// <summary>Every reason for which a process is refused; <c>docs/threats.md</c> has them too.</summary>
/// <remarks>The last three are front mode's, which owns the socket.</remarks>
internal static class MeasurementReasons
{
    public static readonly MeasurementReason PeerGone = new("peer-gone", "the process has exited, or its number is another process's by now");
    public static readonly MeasurementReason ProcessChanged = new("process-changed", "two looks at the process differ, three times in a row");
    public static readonly MeasurementReason ForeignUserNamespace = new("foreign-user-namespace", "its pid namespace is not owned by the agent's user namespace");
    public static readonly MeasurementReason Memfd = new("memfd", "its program was never a file of a disk");
    public static readonly MeasurementReason DeletedImage = new("deleted-image", "its program has no name any more");
    public static readonly MeasurementReason UntrustedFileSystem = new("untrusted-filesystem", "its program lies on a file system that may answer with other bytes than it runs");
    public static readonly MeasurementReason AmbiguousCredentials = new("ambiguous-credentials", "its ids differ, or its program changes them");
    public static readonly MeasurementReason Traced = new("traced", "another process traces it");
    public static readonly MeasurementReason Interpreter = new("interpreter", "its program runs what somebody else wrote");
    public static readonly MeasurementReason Forwarder = new("forwarder", "its program lends its identity to whoever feeds it");
    public static readonly MeasurementReason RuntimeHook = new("runtime-hook", "its environment makes its runtime load code");
    public static readonly MeasurementReason UnexpectedMapping = new("unexpected-mapping", "code was loaded into it, or its program may be written through a mapping");
    public static readonly MeasurementReason ExeNotMapped = new("exe-not-mapped", "the program that it claims to run is not in its memory");
    public static readonly MeasurementReason PatchedText = new("patched-text", "machine code in its memory differs from the file");
    public static readonly MeasurementReason TooLarge = new("too-large", "its program, or what the kernel says of it, is larger than the agent reads");
    public static readonly MeasurementReason Timeout = new("timeout", "measuring it took too long");
    public static readonly MeasurementReason ExecDuringExchange = new("exec-during-exchange", "it executed a program while it was measured, or just before");
    public static readonly MeasurementReason ExecRecordMismatch = new("exec-record-mismatch", "its exe link is not the file that it executed");
    public static readonly MeasurementReason NotPermitted = new("not-permitted", "the agent may not look into it: CAP_SYS_PTRACE is missing");
    public static readonly MeasurementReason Unreadable = new("unreadable", "it has no program, or the kernel's word on it cannot be read");
    public static readonly MeasurementReason ForeignContainer = new("foreign-container", "its cgroup names a container that it is not in");
    public static readonly MeasurementReason ForeignSender = new("foreign-sender", "bytes of its connection came from another process: the connection is closed");
    public static readonly MeasurementReason UnexpectedDescriptors = new("unexpected-descriptors", "descriptors came with bytes of its connection: the connection is closed");
    public static readonly MeasurementReason PingTimeout = new("ping-timeout", "no PING was answered on its connection: who asked is not who listens");

    /// <summary>All of them.</summary>
    public static ImmutableArray<MeasurementReason> All { get; } =
    [
        PeerGone, ProcessChanged, ForeignUserNamespace, Memfd, DeletedImage, UntrustedFileSystem, AmbiguousCredentials, Traced, Interpreter, Forwarder,
        RuntimeHook, UnexpectedMapping, ExeNotMapped, PatchedText, TooLarge, Timeout, ExecDuringExchange, ExecRecordMismatch, NotPermitted, Unreadable, ForeignContainer,
        ForeignSender, UnexpectedDescriptors, PingTimeout,
    ];
}
