// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Policies;

/// <summary>A TEE's own section of an appraisal policy.</summary>
public interface ITeePolicy
{
    /// <summary>Keys in force that weaken trust, with their path.</summary>
    ImmutableArray<string> Unsafe { get; }

    /// <summary>The same policy that accepts any measurement; for tools that write down what they saw.</summary>
    ITeePolicy WithAnyMeasurementUnsafe();
}
