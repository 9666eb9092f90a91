// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;
using Attestation.Laws.Tree;
using Attestation.TestKit;

namespace Attestation.Laws;

/// <summary>Documents that are generated. <c>ATTESTATION_UPDATE=1</c> rewrites them instead of comparing.</summary>
public sealed class DocumentsTests
{
    [Fact]
    public void The_table_of_rules_is_that_of_the_code() => Same("docs/rules.md", RulesTable.Markdown(TeeCatalog.Default));

    [Fact]
    public void Every_rule_of_the_catalog_has_a_row()
    {
        string[] rows = RulesTable.Markdown(TeeCatalog.Default).Split('\n');

        Assert.All(TeeCatalog.Default.Rules, rule => Assert.Single(rows, row => row.StartsWith($"| {rule.Id} | ", StringComparison.Ordinal)));
    }

    private static void Same(string path, string generated)
    {
        if (Environment.GetEnvironmentVariable("ATTESTATION_UPDATE") == "1")
        {
            string file = Path.Combine(Repository.Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, generated);
            return;
        }

        Assert.True(TrackedFile.Find(path)?.Text == generated, $"{path} differs from the code; ATTESTATION_UPDATE=1 rewrites it");
    }
}
