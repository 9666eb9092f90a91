// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Attestation.Benchmarks;

/// <summary>Runs the BenchmarkDotNet part and writes its result files.</summary>
internal static class MicroBenchmarks
{
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

    /// <param name="tee"><c>tdx</c> or <c>snp</c>; null runs both.</param>
    public static int Run(string? tee = null)
    {
        bool tdx = tee == "snp" || Run<TdxVerifyBenchmarks>("tdx-verify", Tdx);
        bool snp = tee == "tdx" || Run<SnpVerifyBenchmarks>("snp-verify", Snp);
        return tdx && snp ? 0 : 1;
    }

    private static bool Run<TBenchmarks>(string name, VerifyReport report)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15))
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run<TBenchmarks>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(each => !each.Success))
        {
            return false;
        }

        Results.Write(name, report.Of(summary));
        return true;
    }
}
