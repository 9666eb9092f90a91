// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Attestation.Documents;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>docs/formats.md describes the bundle that is read: its members, which must be there, how many each holds.</summary>
public sealed partial class BundlePageTests
{
    private const string Small = """{"mediaType":"application/vnd.attestation.bundle+json;version=1","logs":[],"statements":[]}""";

    private static readonly string[] Cells = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "formats.md"))
        .SkipWhile(line => line != "## Proof bundle").SkipWhile(line => !line.StartsWith("| member |", StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim())];

    public static TheoryData<string, int> Limits => [.. from cell in Cells let limit = Limit().Match(cell) where limit.Success select (NameOf(cell), int.Parse(limit.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];

    [Fact]
    public void Members_with_a_star_are_those_that_must_be_there() =>
        Assert.Equal(["mediaType", "logs", "statements"], Cells.Where(cell => cell.Contains("`*", StringComparison.Ordinal)).Select(NameOf).Where(name => Refusal(bundle => bundle.Remove(name))?.Field.Contains(name, StringComparison.Ordinal) == true));

    [Fact]
    public void Every_member_of_the_table_is_read_and_another_is_not()
    {
        Assert.All(Cells.Select(NameOf), name => Assert.DoesNotContain("not a member", Refusal(bundle => bundle[name] = 0)?.Reason, StringComparison.Ordinal));
        Assert.Contains("not a member", Refusal(bundle => bundle["workflow"] = 0)?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void One_element_more_than_the_table_says_is_refused(string member, int limit) =>
        Assert.Equal($"has {limit + 1} elements, at most {limit}", Refusal(bundle => bundle[member] = new JsonArray([.. Enumerable.Repeat<object?>(null, limit + 1).Select(_ => (JsonNode?)0)]))?.Reason);

    [Fact]
    public void Four_members_have_a_limit() => Assert.Equal(["logs", "statements", "endorsements", "eventLogs"], Limits.Select(row => row.Data.Item1));

    private static Malformed? Refusal(Action<JsonObject> change)
    {
        JsonObject bundle = JsonNode.Parse(Small)!.AsObject();
        change(bundle);
        new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(Encoding.UTF8.GetBytes(bundle.ToJsonString()), out _, out Malformed? malformed);
        return malformed;
    }

    private static string NameOf(string cell) => cell.Split('`')[1];

    [GeneratedRegex(@"\(≤ ([0-9,]+)\)")]
    private static partial Regex Limit();
}
