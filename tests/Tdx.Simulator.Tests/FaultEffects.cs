// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>Which facts each fault changes.</summary>
internal static class FaultEffects
{
    public static string[] Of(string fault) => [];
}
