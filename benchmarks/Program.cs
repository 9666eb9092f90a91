// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks;
using Attestation.Benchmarks.Report;
using Attestation.Native.LibCrypto;

// As the programs verify.
LibCryptoKeys.UseWhereInstalled();

Budget budget = new(args.Contains(Budget.Flag));
return args.Where(each => each != Budget.Flag).ToArray() switch
{
    [] => WholeRun.Run(budget),
    ["report"] => Collect(budget),
    ["plugin"] => await PluginMeasurement.RunAsync(budget),
    [var word] when Part.All.FirstOrDefault(part => part.Word == word) is { } part => await RunAsync(part, budget),
    _ => Usage(),
};

static int Collect(Budget budget)
{
    IReadOnlyList<string> missing = new ReportFolder(budget.Folder).Write(string.Join(' ', ["benchmarks/run", .. budget.Flags, "report"]), new Dictionary<string, string>());
    Console.Error.WriteLine(missing.Count == 0 ? "benchmarks: nothing is missing" : $"benchmarks: missing: {string.Join(", ", missing)}");
    return 0;
}

static async Task<int> RunAsync(Part part, Budget budget)
{
    try
    {
        await part.Run(budget);
        return 0;
    }
    catch (InvalidOperationException failed)
    {
        Console.Error.WriteLine($"benchmarks: {failed.Message}");
        return 1;
    }
}

static int Usage()
{
    Console.Error.WriteLine($"usage: benchmarks/run [{Budget.Flag}] [report|{string.Join('|', Part.All.Select(part => part.Word))}]");
    return 1;
}
