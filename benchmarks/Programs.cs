// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks;

/// <summary>The published programs that are measured.</summary>
/// <param name="Agent">The native agent.</param>
/// <param name="Attest">The native command line.</param>
/// <param name="Plugin">The native plugin.</param>
/// <param name="BuiltPlugin">The plugin as the framework runs it.</param>
internal sealed record Programs(string Agent, string Attest, string Plugin, string BuiltPlugin)
{
    /// <summary>Where <c>benchmarks/run</c> publishes them.</summary>
    public static Programs Published { get; } = new(
        In("artifacts/benchmarks/agent/attestation-agent"), In("artifacts/benchmarks/attest/attest"),
        In("artifacts/benchmarks/plugin/spire-tee-plugin"), In("artifacts/bin/SpirePlugin/release/spire-tee-plugin"));

    private static string In(string path) => Path.Combine(TestKit.Repository.Root, path);
}
