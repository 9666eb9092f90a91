// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>What a run ends with (CONTRACTS, section 9.3).</summary>
public enum ExitCode
{
    /// <summary>Trusted: pass, or a tolerated warning.</summary>
    Trusted = 0,

    /// <summary>Bad invocation, unreadable input, or a refused policy file.</summary>
    Unusable = 1,

    /// <summary>An authenticity rule failed, or the input is malformed.</summary>
    NotAuthentic = 2,

    /// <summary>A policy rule failed; or a warning under <c>--strict</c>.</summary>
    NotAccepted = 3,

    /// <summary>A freshness rule failed, or nothing was evaluated.</summary>
    NotFresh = 4,

    /// <summary>No Evidence can be had.</summary>
    NoEvidence = 5,
}
