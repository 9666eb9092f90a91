// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>A machine made of memory, of any TEE, with its vendor behind it.</summary>
public interface ISimulatedMachine
{
    /// <summary>Evidence over its REPORT_DATA, made once.</summary>
    Evidence Evidence { get; }

    /// <summary>Everything the vendor publishes about it, made once.</summary>
    Endorsements Endorsements { get; }

    /// <summary>A policy file that it passes if it is honest: strict, with its root, REPORT_DATA and measurements.</summary>
    /// <returns>UTF-8 JSON (CONTRACTS, section 8).</returns>
    byte[] Policy();

    /// <summary>The same for proof bundles of an agent on it: no REPORT_DATA, and no register that the agent itself extends.</summary>
    /// <returns>UTF-8 JSON (CONTRACTS, section 8).</returns>
    byte[] BundlePolicy();

    /// <summary>
    /// What <c>attest simulate --out</c> writes: raw Evidence first, its other parts, the policy, and the Endorsements each at its name.
    /// </summary>
    IEnumerable<SimulatedFile> Files();
}
