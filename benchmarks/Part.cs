// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>One part of a run: a word of the command line, and the result files that it writes.</summary>
/// <param name="Word">The word.</param>
/// <param name="Files">Result files.</param>
/// <param name="Run">Measures; what it throws is the part's failure.</param>
internal sealed record Part(string Word, string[] Files, Func<Budget, Task> Run)
{
    /// <summary>All parts, in the order in which they are run.</summary>
    public static IReadOnlyList<Part> All { get; } =
    [
        new("micro", [PartShapes.TdxVerify.File, PartShapes.SnpVerify.File], Now(MicroBenchmarks.Run)),
        new("process", [PartShapes.Process.File], Now(ProcessBenchmark.Run)),
        new("quote", [PartShapes.Quote.File], QuoteBenchmark.RunAsync),
        new("replay", [PartShapes.Replay.File], Now(ReplayBenchmark.Run)),
        new("log", [PartShapes.Log.File], Now(LogBenchmark.Run)),
        new("measure", [PartShapes.Measure.File], MeasureBenchmark.RunAsync),
        new("bind", [PartShapes.Bind.File], Now(BindBenchmark.Run)),
        new("load", [PartShapes.Load.File], Now(LoadBenchmark.Run)),
        new("plugins", [PartShapes.Plugins.File], Now(PluginBenchmark.Run)),
        new("steady", [PartShapes.Steady.File], Now(SteadyBenchmark.Run)),
    ];

    private static Func<Budget, Task> Now(Action<Budget> run) => budget =>
    {
        run(budget);
        return Task.CompletedTask;
    };
}
