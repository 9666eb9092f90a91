// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks;

return args switch
{
    ["micro"] => MicroBenchmarks.Run(),
    ["process", var attest] => ProcessBenchmark.Run(attest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: benchmarks micro | benchmarks process PATH-OF-ATTEST");
    return 1;
}
