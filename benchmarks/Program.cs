// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks;
using Attestation.Native.LibCrypto;

// As the programs verify.
LibCryptoKeys.UseWhereInstalled();

return args switch
{
    ["micro"] => MicroBenchmarks.Run(),
    ["micro", "tdx" or "snp"] => MicroBenchmarks.Run(args[1]),
    ["process", var attest] => ProcessBenchmark.Run(attest),
    ["load", var agent] => LoadBenchmark.Run(agent),
    ["steady", var agent, var attest, var minutes] => SteadyBenchmark.Run(agent, attest, int.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture)),
    ["plugins", var native, var built, var agent] => PluginBenchmark.Run(native, built, agent),
    ["plugin", var agent] => await PluginMeasurement.RunAsync(agent),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: benchmarks micro [tdx|snp] | benchmarks process ATTEST | benchmarks load AGENT | benchmarks steady AGENT ATTEST MINUTES | benchmarks plugins NATIVE BUILT AGENT");
    return 1;
}
