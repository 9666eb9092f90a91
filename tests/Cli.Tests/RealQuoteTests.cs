// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

/// <summary>The main job, on a real quote under its collateral.</summary>
public sealed class RealQuoteTests
{
    private const string At = "2025-02-28T03:44:50Z";

    private static string Quote => Vectors.PathOf("tdx", "quotes", "v4-bt2-00806f050000-00b2526a.bin");

    [Fact]
    public void A_policy_made_from_a_real_quote_accepts_it_in_a_dozen_lines()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string policy = Path.Combine(run.Folder, "policy.json");

        Assert.Equal(0, run.Run(["policy", "init", Quote, "--out", policy, "--at", At, .. Endorsements()]));
        Assert.Equal(0, run.Run(["verify", Quote, "--policy", policy, "--at", At, .. Endorsements()]));

        string[] lines = run.Output.Split('\n');
        Assert.Equal("✓ trusted   Intel TDX · as of 2025-02-28 03:44 UTC", lines[0]);
        Assert.InRange(Array.IndexOf(lines, "", 2) - 2, 8, 12);
        Assert.Contains(lines, line => line.StartsWith("  ✓ PCK chain       ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_endorsements_a_genuine_quote_is_not_fresh()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string policy = Path.Combine(run.Folder, "policy.json");
        run.Run(["policy", "init", Quote, "--out", policy, "--at", At, .. Endorsements()]);

        Assert.Equal(4, run.Run("verify", Quote, "--policy", policy, "--at", At));
    }

    [Fact]
    public void Its_event_log_replays()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string policy = Path.Combine(run.Folder, "policy.json");
        run.Run(["policy", "init", Quote, "--out", policy, "--at", At, .. Endorsements()]);

        Assert.Equal(0, run.Run(["verify", Quote, "--policy", policy, "--at", At, "--event-log", Vectors.PathOf("tdx", "eventlog", "cos113-ccel-data.bin"), "-v", .. Endorsements()]));
        Assert.Contains("✓ TDX-EVL-01  pass", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void From_a_root_that_is_not_pinned_no_policy_is_written()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string quote = Directory.EnumerateFiles(Vectors.PathOf("tdx", "synthetic", "blobs"), "*.quote").First();

        Assert.Equal(2, run.Run("policy", "init", quote, "--out", "-", "--at", At));
        Assert.Empty(run.Output);
    }

    private static string[] Endorsements() =>
    [
        "--endorsement", $"intel/tdx/tcb-info/00806f050000={Vectors.PathOf("tdx", "tcbinfo", "00806f050000-prod-20250213-eval17-561c.json")}",
        "--endorsement", $"intel/tdx/qe-identity={Vectors.PathOf("tdx", "qeidentity", "td_qe-prod-20250213-eval17-6573.json")}",
        "--endorsement", $"intel/pck-crl/platform={Vectors.PathOf("tdx", "crl", "platform-prod-20250213-00ef.der")}",
        "--endorsement", $"intel/root-ca-crl={Vectors.PathOf("tdx", "crl", "root-prod-20240320-6b9f.der")}",
        "--endorsement", $"intel/tcb-signing-chain={Vectors.PathOf("tdx", "certs", "tcb-signing-chain-prod-2018-2025.pem")}",
    ];
}
