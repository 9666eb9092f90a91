// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Laws;

/// <summary>A row of the table of directions: what a project may reference, of ours.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="IsPure">True where files, sockets, clocks, environment and randomness are banned.</param>
/// <param name="May">Projects it may reference.</param>
internal sealed record ProjectRow(string Project, bool IsPure, ImmutableArray<string> May)
{
    /// <summary>Projects it may reference in builds with simulators only.</summary>
    public ImmutableArray<string> MayWithSimulators { get; init; } = [];

    /// <summary>References that only some of its types may use.</summary>
    public ImmutableArray<NarrowReference> Narrow { get; init; } = [];
}
