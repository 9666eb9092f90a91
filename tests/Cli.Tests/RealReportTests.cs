// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestation.Catalog;
using Attestation.TestKit;

namespace Attestation.Cli.Tests;

/// <summary>The main job, on a real report under the revocation list of its time.</summary>
public sealed class RealReportTests
{
    private const string At = "2022-11-01T00:00:00Z";

    private static string Report => Vectors.PathOf("snp", "reports", "milan-v2-vcek-enarx-author-b.report.bin");

    [Fact]
    public void A_policy_made_from_a_real_report_accepts_it_in_a_dozen_lines()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string policy = Path.Combine(run.Folder, "policy.json");

        Assert.Equal(0, run.Run(["policy", "init", Report, "--out", policy, "--at", At, .. Endorsements(run)]));
        Assert.Equal(0, run.Run(["verify", Report, "--policy", policy, "--at", At, .. Endorsements(run)]));

        string[] lines = run.Output.Split('\n');
        Assert.Equal("✓ trusted   AMD SEV-SNP · as of 2022-11-01 00:00 UTC", lines[0]);
        Assert.InRange(Array.IndexOf(lines, "", 2) - 2, 8, 12);
        Assert.Contains(lines, line => line.StartsWith("  ✓ AMD chain ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_endorsements_a_genuine_report_is_not_fresh()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        string policy = run.Write("policy.json", """{"mediaType":"application/vnd.attestation.policy+json;version=1","reportDataUnsafe":"any"}""");

        Assert.Equal(4, run.Run("verify", Report, "--policy", policy, "--at", At));
        Assert.Contains("amd/milan/vcek/", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_shown_with_the_names_of_its_bits()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        Assert.Equal(0, run.Run("show", Report));
        Assert.StartsWith("not verified", run.Output, StringComparison.Ordinal);
        Assert.Contains("keyInfo           01000000  (VCEK, AUTHOR_KEY_EN)", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.Run("show", Report, "--field", "chip-id"));
        Assert.Matches("^[0-9a-f]{128}\n$", run.Output);
    }

    [Fact]
    public void A_host_table_in_a_document_stands_in_for_endorsements()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        run.Run("simulate", "sev-snp", "--out", run.Folder, "--at", At);
        string policy = Path.Combine(run.Folder, "policy.json");
        string report = Path.Combine(run.Folder, "report.bin");

        Assert.Equal(0, run.Run("verify", report, "--policy", policy, "--endorsements", Path.Combine(run.Folder, "endorsements"), "--at", At));
        Assert.StartsWith("✓ trusted   AMD SEV-SNP · SIMULATED · as of", run.Output, StringComparison.Ordinal);
        string document = run.Write("evidence.json", Document(File.ReadAllBytes(report), new byte[24]));
        Assert.Equal(4, run.Run("verify", document, "--policy", policy, "--at", At));
        Assert.Contains("SNP-VEK-01", run.Output, StringComparison.Ordinal);
    }

    private static string Document(byte[] report, byte[] table) => JsonSerializer.Serialize(new
    {
        mediaType = "application/vnd.attestation.evidence+json;version=1",
        evidences = new[]
        {
            new
            {
                tee = "sev-snp",
                parts = new[]
                {
                    new { name = "report", data = Convert.ToBase64String(report) },
                    new { name = "certificate-table", data = Convert.ToBase64String(table) },
                },
            },
        },
    });

    private static string[] Endorsements(CliRun run)
    {
        byte[] report = File.ReadAllBytes(Report);
        string leaf = $"amd/milan/vcek/{Convert.ToHexStringLower(report.AsSpan(0x1a0, 64))}/{Convert.ToHexStringLower(report.AsSpan(0x180, 8))}.der";
        run.Write($"e/{leaf}", Vectors.Bytes("snp", "certs", "milan-v2-vcek-enarx-author-b.vcek.der"));
        run.Write("e/amd/milan/cert-chain/vcek.pem", Encoding.ASCII.GetBytes(Pem("ask") + Pem("ark")));
        run.Write("e/amd/milan/crl/vcek.crl", Vectors.Bytes("snp", "crl", "ark-milan-20220509.crl"));
        return ["--endorsements", Path.Combine(run.Folder, "e")];
    }

    private static string Pem(string who) => PemEncoding.WriteString("CERTIFICATE", Vectors.Bytes("snp", "roots", $"{who}-milan.der")) + "\n";
}
