// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;

namespace Attestation.Cli.Tests;

public sealed class SimulateTests
{
    [Fact]
    public void A_simulated_machine_verifies_under_the_policy_beside_it_and_is_called_simulated()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("simulate", "tdx", "--out", run.Folder));
        Assert.StartsWith("SIMULATED:", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, Verify(run));
        Assert.StartsWith("✓ trusted   Intel TDX · SIMULATED · as of", run.Output, StringComparison.Ordinal);
        Assert.Contains("source: simulator", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_with_a_fault_does_not()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        run.Run("simulate", "tdx", "--list-faults");
        string fault = run.Output.Split(' ', 2)[0];

        Assert.Equal(0, run.Run("simulate", "tdx", "--out", run.Folder, "--fault", fault));
        Assert.NotEqual(0, Verify(run));
    }

    [Fact]
    public void An_unknown_fault_is_one()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("simulate", "tdx", "--out", run.Folder, "--fault", "nothing"));
        Assert.Contains("--list-faults", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_exist_are_overwritten_only_by_force()
    {
        using CliRun run = new();
        run.Write("quote.bin", "mine");

        Assert.Equal(1, run.Run("simulate", "tdx", "--out", run.Folder));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(run.Folder, "quote.bin")));
        Assert.Equal(0, run.Run("simulate", "tdx", "--out", run.Folder, "--force"));
    }

    [Fact]
    public void No_policy_is_ever_made_from_a_simulated_machine()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        run.Run("simulate", "tdx", "--out", run.Folder);

        Assert.Equal(2, run.Run("policy", "init", Path.Combine(run.Folder, "quote.bin"), "--endorsements", Path.Combine(run.Folder, "endorsements"), "--out", "-"));
        Assert.Empty(run.Output);
    }

    private static int Verify(CliRun run) => run.Run(
        "verify", Path.Combine(run.Folder, "quote.bin"), "--policy", Path.Combine(run.Folder, "policy.json"), "--endorsements", Path.Combine(run.Folder, "endorsements"));
}
