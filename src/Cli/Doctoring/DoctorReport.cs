// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Doctoring;

/// <summary>What <c>attest doctor</c> found.</summary>
/// <param name="Source">How Evidence can be had here, in words; null where it cannot.</param>
/// <param name="Sections">What was looked at, by where.</param>
internal sealed record DoctorReport(string? Source, ImmutableArray<(string Title, ImmutableArray<Remark> Remarks)> Sections)
{
    public ExitCode ExitCode => Source is null ? ExitCode.NoEvidence : ExitCode.Trusted;
}
