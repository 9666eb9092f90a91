// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp;

/// <summary>The TCBs that a report carries.</summary>
public enum ReportedTcb
{
    /// <summary>From which the signing key was derived.</summary>
    Reported = 0,

    /// <summary>That the platform cannot go behind.</summary>
    Committed,

    /// <summary>That runs.</summary>
    Current,

    /// <summary>At the guest's launch.</summary>
    Launch,
}
