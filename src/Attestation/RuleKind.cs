// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>What a failed rule means for a relying party; the lowest exit code of the failed kinds wins.</summary>
public enum RuleKind
{
    /// <summary>The bytes are not what they claim to be: exit code 2.</summary>
    Authenticity = 2,

    /// <summary>Genuine, but not what the policy accepts: exit code 3.</summary>
    Policy = 3,

    /// <summary>Expired, stale, not yet valid, or missing: exit code 4.</summary>
    Freshness = 4,
}
