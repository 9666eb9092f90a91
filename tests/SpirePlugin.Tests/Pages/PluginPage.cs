// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Attestation.SpirePlugin.Hosting;
using Attestation.TestKit;

namespace Attestation.SpirePlugin.Tests.Pages;

/// <summary>The page of a role for operators, <c>docs/plugins/SIDE-TYPE.md</c>.</summary>
/// <param name="text">Its Markdown.</param>
internal sealed class PluginPage(string text)
{
    private readonly string[] lines = text.Split('\n');

    public string Title => lines[0];

    /// <summary>The first HCL block.</summary>
    public string Sample => string.Join('\n', lines.SkipWhile(each => each != "```hcl").Skip(1).TakeWhile(each => each != "```"));

    /// <summary>Rows of the table under Configuration: name, and the default where it stands in code.</summary>
    public IEnumerable<(string Name, JsonNode? Default)> Options =>
        from line in lines.SkipWhile(each => each != "## Configuration").TakeWhile(each => each != "```hcl")
        where line.StartsWith("| `", StringComparison.Ordinal)
        let cells = line.Trim('|').Split(" | ")
        select (cells[0].Trim(' ', '`'), ValueOf(cells[^1].Trim()));

    public static PluginPage Of(IPluginRole role) =>
        new(File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugins", role.Argument.Replace(' ', '-') + ".md")));

    // As JSON where it is, else a string as it stands.
    private static JsonNode? ValueOf(string cell)
    {
        if (cell is not ['`', .. var value, '`'])
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
