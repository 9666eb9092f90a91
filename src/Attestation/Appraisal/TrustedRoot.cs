// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Appraisal;

/// <summary>A root that a chain ended in.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unsafe">True where the policy named it, not this project.</param>
/// <param name="Simulated">True where its subject says it is a simulator's.</param>
public sealed record TrustedRoot(string Name, bool Unsafe, bool Simulated);
