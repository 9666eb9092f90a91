// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Logs;

/// <summary>A number of leaves in words.</summary>
internal static class LeafCount
{
    public static string Of(long size) => size == 1 ? "1 leaf" : $"{size} leaves";
}
