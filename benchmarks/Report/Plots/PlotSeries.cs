// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">From left to right.</param>
internal sealed record PlotSeries(string Name, ImmutableArray<(double Across, double Up)> Points);
