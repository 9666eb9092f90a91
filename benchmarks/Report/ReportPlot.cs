// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks.Report;

/// <summary>A picture of the report.</summary>
/// <param name="Part">The part that it stands in.</param>
/// <param name="File">Its file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The picture.</param>
internal sealed record ReportPlot(string Part, string File, string Title, string Svg);
