// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Appraisal;

/// <summary>The three rules that a revocation list obeys, for one list of one TEE.</summary>
/// <param name="Present">It is at hand; its absence is a failure, or a warning where policy says so.</param>
/// <param name="Authentic">Its CA issued it.</param>
/// <param name="InDate">It is in date.</param>
public sealed record CrlRules(Rule Present, Rule Authentic, Rule InDate)
{
    /// <summary>False where the vendor's profile does not demand AuthorityKeyIdentifier; one that is there must be the CA's even so.</summary>
    public bool WantsKeyIdentifier { get; init; } = true;
}
