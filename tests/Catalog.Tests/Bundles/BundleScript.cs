// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>What a simulated node does before its bundle is made; as it stands the bundle verifies.</summary>
internal sealed record BundleScript
{
    /// <summary>True extends RTMR3 with the log's start and brings the anchor log.</summary>
    public bool IsAnchored { get; init; } = true;

    /// <summary>Runs of this boot before this one.</summary>
    public int EarlierRuns { get; init; }

    /// <summary>Runs of this boot since.</summary>
    public int LaterRuns { get; init; }

    /// <summary>An extension of the register that no log speaks of.</summary>
    public bool HasForeignExtension { get; init; }

    /// <summary>What the quote covers in place of the head's hash; null covers the head.</summary>
    public byte[]? ReportData { get; init; }

    /// <summary>The signed text of the checkpoint, given the honest one.</summary>
    public Func<string, string> Text { get; init; } = static text => text;
}
