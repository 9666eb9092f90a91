// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>What a chart's points stand at: words in turn, or numbers by their logarithm.</summary>
/// <param name="Title">What the axis counts.</param>
internal sealed record PlotAxis(string Title)
{
    /// <summary>An axis of words: a point's place is the word's index.</summary>
    public PlotAxis(IEnumerable<string> words, string title)
        : this(title) => Words = [.. words];

    /// <summary>The words; empty for numbers.</summary>
    public ImmutableArray<string> Words { get; } = [];

    /// <summary>The scale over these places.</summary>
    public PlotScale Scale(IEnumerable<double> places, double from, double to) =>
        Words.IsEmpty ? PlotScale.Logarithmic(places, from, to) : PlotScale.Even(Words, from, to);
}
