// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>A part that Evidence of a TEE has or may have (CONTRACTS, section 5).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">True where Evidence without it is malformed.</param>
public sealed record EvidencePartKind(string Name, bool Required)
{
    /// <summary>True for an event log, which may be given by digest.</summary>
    public bool IsEventLog { get; init; }
}
