// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Conformance;

/// <summary>Cases of one kind: their ids are known before they run.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Cases">Each case by id; running one reads its files.</param>
internal sealed record ConformanceSuite(string Kind, IReadOnlyList<(string Id, Func<ConformanceCase> Run)> Cases)
{
    /// <summary>A suite of one case a source, be it a file's name or an object of a case file.</summary>
    public static ConformanceSuite Of<T>(string kind, IEnumerable<T> sources, Func<T, string> id, Func<T, ConformanceCase> run) =>
        new(kind, [.. sources.Select(each => (id(each), new Func<ConformanceCase>(() => run(each))))]);
}
