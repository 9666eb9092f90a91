// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>What the QE identity, version 2, says; byte strings are in memory order.</summary>
public sealed record QeIdentityOptions
{
    /// <summary>id.</summary>
    public string Id { get; init; } = "TD_QE";

    /// <summary>version.</summary>
    public int Version { get; init; } = 2;

    /// <summary>issueDate; whole seconds.</summary>
    public required DateTimeOffset IssueDate { get; init; }

    /// <summary>nextUpdate; whole seconds.</summary>
    public required DateTimeOffset NextUpdate { get; init; }

    /// <summary>tcbEvaluationDataNumber.</summary>
    public int EvaluationDataNumber { get; init; } = 18;

    /// <summary>miscselect, 4 bytes.</summary>
    public ReadOnlyMemory<byte> MiscSelect { get; init; } = new byte[4];

    /// <summary>miscselectMask, 4 bytes.</summary>
    public ReadOnlyMemory<byte> MiscSelectMask { get; init; } = Convert.FromHexString("ffffffff");

    /// <summary>attributes, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Attributes { get; init; } = Convert.FromHexString("11000000000000000000000000000000");

    /// <summary>attributesMask, 16 bytes.</summary>
    public ReadOnlyMemory<byte> AttributesMask { get; init; } = Convert.FromHexString("fbffffffffffffff0000000000000000");

    /// <summary>mrsigner, 32 bytes.</summary>
    public ReadOnlyMemory<byte> MrSigner { get; init; } = new QuotingEnclaveOptions().MrSigner;

    /// <summary>isvprodid.</summary>
    public int IsvProdId { get; init; } = 2;

    /// <summary>tcbLevels.</summary>
    public ImmutableArray<IsvLevelOptions> Levels { get; init; } = [new(4, "UpToDate")];

    /// <summary>How it is written and signed.</summary>
    public SignedDocumentOptions Document { get; init; } = new();
}
