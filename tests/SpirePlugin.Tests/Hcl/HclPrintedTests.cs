// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.SpirePlugin.Hcl;
using CsCheck;

namespace Attestation.SpirePlugin.Tests.Hcl;

/// <summary>SPIRE parses its file and prints our part of it again (spec/spire.md, 7.2): what was written and what arrives are one tree.</summary>
public sealed class HclPrintedTests
{
    private const string Written = "state_dir=\"/run/x\" # kept\nonline = false\npolicy \"p\" { tdx { tcb { accept = [\"UpToDate\",] } } }\n";

    [Theory]
    [InlineData("state_dir = \"/run/x\" # kept\n\nonline = false\n\npolicy \"p\" {\n  tdx {\n    tcb {\n      accept = [\"UpToDate\"]\n    }\n  }\n}")]
    [InlineData("state_dir = \"/run/x\"\r\n\r\nonline    = false\r\n\r\npolicy \"p\" {\r\n  tdx {\r\n    tcb {\r\n      accept = [\r\n        \"UpToDate\",\r\n      ]\r\n    }\r\n  }\r\n}")]
    [InlineData("\"state_dir\" = \"\\/run\\/x\"\n\n\"online\" = false\n\n\"policy\" \"p\" \"tdx\" \"tcb\" {\n  \"accept\" = [\"UpToDate\"]\n}")]
    [InlineData("\"state_dir\" = \"\\/run\\/x\"\n\n\"online\" = false\n\n\"policy\" = {\n  \"p\" = {\n    \"tdx\" = {\n      \"tcb\" = {\n        \"accept\" = [\"UpToDate\"]\n      }\n    }\n  }\n}")]
    [InlineData("\n {\"state_dir\":\"\\/run\\/x\",\"online\":false,\"policy\":{\"p\":{\"tdx\":{\"tcb\":{\"accept\":[\"UpToDate\"]}}}}}")]
    public void What_arrives_is_what_was_written(string arrives) => Assert.Equal(Shown(Written), Shown(arrives));

    [Fact]
    public void Every_tree_that_is_printed_reads_as_itself() =>
        Trees.Sample(tree => Shown(Printed(tree)) == Tree.Shown(tree), iter: 5_000);

    private static readonly Gen<JsonItem> Scalars = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 8].Select(text => JsonItem.Scalar(JsonKind.Text, new string(text), 1)),
        Gen.Long.Select(number => JsonItem.Scalar(JsonKind.Number, $"{number}", 1)),
        Gen.Bool.Select(value => JsonItem.Scalar(JsonKind.Boolean, value ? "true" : "false", 1)));

    private static readonly Gen<JsonItem> Trees = Objects(4);

    private static Gen<JsonItem> Objects(int depth) => Values(depth).Array[0, 4].Select(values =>
        JsonItem.Object([.. values.Select((value, index) => new JsonMember($"k{index}", value))], 1));

    private static Gen<JsonItem> Values(int depth) => depth == 0 ? Scalars : Gen.OneOf(
        Scalars, Values(depth - 1).Array[0, 4].Select(items => JsonItem.Array([.. items], 1)), Objects(depth - 1));

    private static string Printed(JsonItem root) => string.Join("\n\n", root.Members.Select(Item));

    private static string Item(JsonMember member) =>
        member.Value.Kind == JsonKind.Object ? $"{member.Name} {Value(member.Value)}" : $"{member.Name} = {Value(member.Value)}";

    private static string Value(JsonItem item) => item.Kind switch
    {
        JsonKind.Object => $"{{\n{string.Concat(item.Members.Select(each => $"  {Item(each)}\n"))}}}",
        JsonKind.Array => $"[{string.Join(", ", item.Items.Select(Value))}]",
        JsonKind.Text => Quoted(item.Text),
        _ => item.Text,
    };

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char each in text)
        {
            quoted.Append(each switch { '"' => "\\\"", '\\' => "\\\\", '$' => "\\x24", _ => each.ToString() });
        }

        return quoted.Append('"').ToString();
    }

    private static string Shown(string text)
    {
        Assert.True(HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem), problem?.ToString());
        return Tree.Shown(root);
    }
}
