// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>What came of a rule, or of a whole appraisal. Zero is distrust.</summary>
public enum Outcome : byte
{
    /// <summary>The rule was not reached or not asked for; supports nothing.</summary>
    NotEvaluated = 0,

    /// <summary>The rule holds.</summary>
    Pass,

    /// <summary>The rule does not hold, and the policy tolerates it for now.</summary>
    Warn,

    /// <summary>The rule does not hold.</summary>
    Fail,
}
