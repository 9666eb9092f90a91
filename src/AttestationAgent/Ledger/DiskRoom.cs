// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Ledger;

/// <summary>How full the state directory's file system is (CONTRACTS, section 1.4).</summary>
internal enum DiskRoom
{
    /// <summary>Everything is taken in.</summary>
    Enough = 0,

    /// <summary>Below 10 % or 1 GiB: callers' own data is refused.</summary>
    Low,

    /// <summary>Below 2 %: only nodes are attested, heartbeats stop, readiness is false.</summary>
    Critical,
}
