// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests;

public sealed class RulesTests
{
    [Theory]
    [InlineData("FAK-CRL-01")]
    [InlineData("fak-crl-01")]
    public void Explain_prints_the_rule_its_source_and_its_meaning(string id)
    {
        using CliRun run = new();

        Assert.Equal(0, run.Run("explain", id));
        Assert.Equal(
            """
            FAK-CRL-01  the document is at hand

              kind    freshness; a failure is exit code 4: something is expired, stale, not yet valid or missing, which says nothing about the evidence
              source  Fake spec, section 3
              hint    add it to the endorsements as fake/doc

            """,
            run.Output);
    }

    [Fact]
    public void An_unknown_rule_is_one()
    {
        using CliRun run = new();

        Assert.Equal(1, run.Run("explain", "FAK-99"));
        Assert.Contains("`attest rules` lists them", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_lists_every_rule_of_the_catalog_in_each_form()
    {
        using CliRun run = new();

        run.Run("rules", "--output", "json");
        Assert.Equal(run.Catalog.Rules.Length, run.Json.GetProperty("rules").GetArrayLength());
        run.Run("rules");
        Assert.Equal(run.Catalog.Rules.Length, run.Output.Count(c => c == '\n'));
        run.Run("rules", "--markdown");
        Assert.Contains("| FAK-TCB-01 | policy | the TCB status is accepted | Fake spec, section 4 | ", run.Output, StringComparison.Ordinal);
    }
}
