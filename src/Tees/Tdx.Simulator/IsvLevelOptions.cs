// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>A TCB level of a TDX module or of the quoting enclave.</summary>
/// <param name="IsvSvn">Lowest ISVSVN that is of this level.</param>
/// <param name="Status">For example <c>UpToDate</c>.</param>
public sealed record IsvLevelOptions(int IsvSvn, string Status)
{
    /// <summary>tcbDate.</summary>
    public string Date { get; init; } = "2024-11-13T00:00:00Z";

    /// <summary>advisoryIDs; none leaves the member out.</summary>
    public ImmutableArray<string> Advisories { get; init; } = [];
}
