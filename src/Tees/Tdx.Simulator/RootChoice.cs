// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>Under which root a part of the hierarchy hangs.</summary>
public enum RootChoice
{
    /// <summary>The root whose key the machine's policy names.</summary>
    Trusted = 0,

    /// <summary>Another root of the same name, as Intel's pre-production one is.</summary>
    Other,
}
