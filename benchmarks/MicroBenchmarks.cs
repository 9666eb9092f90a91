// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Attestation.Benchmarks;

/// <summary>Runs the BenchmarkDotNet part and writes its result files.</summary>
internal static class MicroBenchmarks
{
    private const int QuickInvocations = 4;
    private const string QuickFormat = "v4";
    private const string QuickKey = "vcek";

    private static readonly VerifyReport Tdx = new(
        nameof(TdxVerifyBenchmarks.Format),
        nameof(TdxVerifyBenchmarks.RawP256Verify),
        ImmutableDictionary<string, double>.Empty
            .Add(nameof(TdxVerifyBenchmarks.Warm), 1.4 * 3)
            .Add(nameof(TdxVerifyBenchmarks.Cold), 2.2 * 10),
        format => TdxSubject.Of(format).Label);

    private static readonly VerifyReport Snp = new(
        nameof(SnpVerifyBenchmarks.Key),
        nameof(SnpVerifyBenchmarks.RawP384Verify),
        ImmutableDictionary<string, double>.Empty
            .Add(nameof(SnpVerifyBenchmarks.Warm), 1.15)
            .Add(nameof(SnpVerifyBenchmarks.Cold), 1.5),
        key => SnpSubject.Of(key).Label);

    public static void Run(Budget budget)
    {
        Run<TdxVerifyBenchmarks>(budget, "tdx-verify", Tdx);
        Run<SnpVerifyBenchmarks>(budget, "snp-verify", Snp);
    }

    private static void Run<TBenchmarks>(Budget budget, string name, VerifyReport report)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Length(budget).WithToolchain(InProcessEmitToolchain.Instance))
            .AddFilter(new SimpleFilter(each => !budget.IsQuick || each.Parameters[0].Value is QuickFormat or QuickKey))
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run<TBenchmarks>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(each => !each.Success))
        {
            throw new InvalidOperationException($"{name} did not run to its end");
        }

        Results.Write(budget, name, MeasuredDevice.None, report.Of(summary));
    }

    private static Job Length(Budget budget) => budget.Of(
        Job.Default.WithWarmupCount(5).WithIterationCount(15),
        Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(3).WithInvocationCount(QuickInvocations).WithUnrollFactor(QuickInvocations));
}
