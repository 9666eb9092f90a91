// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>How one of Intel's signed JSON documents is written and signed.</summary>
public sealed record SignedDocumentOptions
{
    /// <summary>Who signs it.</summary>
    public SignedBy SignedBy { get; init; }

    /// <summary>JSON members that stand first in the signed object, each with a comma behind it; for duplicate and unknown names.</summary>
    public string FirstMembers { get; init; } = "";

    /// <summary>True puts a blank into the object after it was signed.</summary>
    public bool IsSpacedAfterSigning { get; init; }
}
