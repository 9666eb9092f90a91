// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>A TCB level of the platform.</summary>
public sealed record TcbLevelOptions
{
    /// <summary>SVNs of the SGX components; 16.</summary>
    public required ImmutableArray<int> SgxComponents { get; init; }

    /// <summary>SVN of the provisioning certification enclave.</summary>
    public int PceSvn { get; init; } = 11;

    /// <summary>SVNs of the TDX components; 16.</summary>
    public required ImmutableArray<int> TdxComponents { get; init; }

    /// <summary>tcbDate.</summary>
    public string Date { get; init; } = "2024-11-13T00:00:00Z";

    /// <summary>For example <c>UpToDate</c>.</summary>
    public required string Status { get; init; }

    /// <summary>advisoryIDs; none leaves the member out.</summary>
    public ImmutableArray<string> Advisories { get; init; } = [];
}
