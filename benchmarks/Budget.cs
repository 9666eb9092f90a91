// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>How much is measured: everything, or enough to see that it works.</summary>
/// <param name="IsQuick">A reviewer's try: its figures are noise, are labelled so, and never enter benchmarks/results.</param>
internal sealed record Budget(bool IsQuick)
{
    /// <summary>The flag.</summary>
    public const string Flag = "--quick";

    /// <summary>Where result files go.</summary>
    public string Folder => Path.Combine(TestKit.Repository.Root, IsQuick ? Path.Combine("artifacts", "benchmarks", "quick") : Path.Combine("benchmarks", "results"));

    /// <summary>In a word, for the result files.</summary>
    public string Length => IsQuick ? ReportDocument.Quick : "full";

    /// <summary>The flag where it was given, to be passed on.</summary>
    public string[] Flags => IsQuick ? [Flag] : [];

    /// <summary>The one or the other.</summary>
    public T Of<T>(T full, T quick) => IsQuick ? quick : full;
}
