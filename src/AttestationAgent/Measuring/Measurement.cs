// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Statements;

namespace Attestation.Agent.Measuring;

/// <summary>A process that was measured: the program with these bytes ran under this number when two looks agreed.</summary>
/// <param name="Process">What a statement says of it.</param>
/// <param name="ExeSha256">SHA-256 of its program; 32 bytes.</param>
/// <param name="Program">Which file, in which state: what a renewal is compared with.</param>
/// <param name="Cgroup">Where it is.</param>
internal sealed record Measurement(MeasuredProcess Process, ReadOnlyMemory<byte> ExeSha256, ImageStatus Program, CgroupPath Cgroup)
{
    /// <summary>The look that it was made of.</summary>
    public ProcessSnapshot? Seen { get; init; }

    /// <summary>SHA-256 of the script that it says to run, 32 bytes; null where its program is no listed interpreter.</summary>
    public ReadOnlyMemory<byte>? ScriptSha256 { get; init; }

    /// <summary>SHA-256 of its container image's manifest, 32 bytes, by the node's runtime; null where it is in no container, or the runtime was not asked, away, or did not say.</summary>
    public ReadOnlyMemory<byte>? ImageSha256 { get; init; }

    /// <summary>The record that covers it since its last exec, and agrees; null where that is unknown.</summary>
    public ExecRecord? Exec { get; init; }

    /// <summary>True where its program has no name any more: a bound process that renews.</summary>
    public bool IsImageDeleted => Program.Links == 0;

    /// <summary><c>measured</c> of a statement: who answers for the digest. Nobody but the process says which script it runs, whatever the kernel enforces of either file.</summary>
    public string Level => Process.Verity is null || ScriptSha256 is not null ? "hash" : "verity";

    /// <summary>True where it is known to have executed a program between the two.</summary>
    public bool IsOfAnotherExec(Measurement other) => Exec is { } own && other.Exec is { } others && own.Exec != others.Exec;

    /// <summary>True where another look saw the same program, in the same state, at the same place. A runtime that is away at one of them changes nothing of that.</summary>
    public bool IsSame(Measurement other) =>
        Process == other.Process && Program == other.Program && Cgroup == other.Cgroup && Seen == other.Seen && ExeSha256.Span.SequenceEqual(other.ExeSha256.Span)
        && (ImageSha256 is not { } image || other.ImageSha256 is not { } another || image.Span.SequenceEqual(another.Span));
}
