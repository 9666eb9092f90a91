// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The path of an agent's SPIFFE ID: text with <c>{{ .Field }}</c> of a fixed list, and nothing else of Go's templates.</summary>
/// <remarks>Every field's value is of letters, digits, '.', '-' and '_', and has a longest form, so that what is too long or leaves /spire/agent/ is refused when it is configured.</remarks>
internal sealed class AgentPathTemplate
{
    /// <summary>Where every agent's ID begins.</summary>
    public const string Prefix = "/spire/agent";

    /// <summary>The default.</summary>
    public const string Default = "/tee/{{ .InstanceKind }}/{{ .InstanceSha256 }}";

    /// <summary>Most bytes of an ID: SPIRE's datastore on MySQL has VARCHAR(255).</summary>
    public const int MaxId = 255;

    private const string Scheme = "spiffe://";

    private readonly ImmutableArray<(string Text, AgentPathField? Field)> parts;

    private AgentPathTemplate(ImmutableArray<(string, AgentPathField?)> parts) => this.parts = parts;

    /// <summary>Text before the first field: what every path begins with.</summary>
    public string LiteralPrefix => Prefix + parts[0].Text;

    /// <summary>Reads a template.</summary>
    /// <param name="text">As configured.</param>
    /// <param name="trustDomain">SPIRE's, bare.</param>
    /// <param name="template">The template, or null.</param>
    /// <param name="reason">What is wrong, or null.</param>
    public static bool TryParse(string text, string trustDomain, [NotNullWhen(true)] out AgentPathTemplate? template, [NotNullWhen(false)] out string? reason)
    {
        template = null;
        reason = Parts(text, out ImmutableArray<(string Text, AgentPathField? Field)> parts) ?? Literal(parts) ?? Longest(parts, trustDomain);
        if (reason is null)
        {
            template = new(parts);
        }

        return template is not null && reason is null;
    }

    /// <summary>The ID of a node.</summary>
    /// <param name="trustDomain">SPIRE's, bare.</param>
    /// <param name="valueOf">Gives each field's value.</param>
    public string Id(string trustDomain, Func<AgentPathField, string> valueOf)
    {
        StringBuilder id = new(Scheme + trustDomain + Prefix);
        foreach ((string text, AgentPathField? field) in parts)
        {
            id.Append(text).Append(field is null ? "" : valueOf(field));
        }

        return id.ToString();
    }

    private static string? Parts(string text, out ImmutableArray<(string Text, AgentPathField? Field)> parts)
    {
        parts = [];
        ImmutableArray<(string, AgentPathField?)>.Builder read = ImmutableArray.CreateBuilder<(string, AgentPathField?)>();
        ReadOnlySpan<char> left = text;
        while (left.IndexOf("{{") is var open and >= 0)
        {
            int close = left.IndexOf("}}");
            string name = close > open ? left[(open + 2)..close].Trim().ToString() : "";
            if (AgentPathField.All.FirstOrDefault(each => $".{each.Name}" == name) is not { } field)
            {
                return $"has \"{(close > open ? left[open..(close + 2)].ToString() : left[open..].ToString())}\", want one of {string.Join(", ", AgentPathField.All.Select(each => $"{{{{ .{each.Name} }}}}"))}";
            }

            read.Add((left[..open].ToString(), field));
            left = left[(close + 2)..];
        }

        read.Add((left.ToString(), null));
        parts = read.ToImmutable();
        return null;
    }

    private static string? Literal(ImmutableArray<(string Text, AgentPathField? Field)> parts)
    {
        if (!parts[0].Text.StartsWith('/'))
        {
            return "does not begin with \"/\"";
        }

        string sample = string.Concat(parts.Select(each => each.Text + (each.Field is null ? "" : "x")));
        string[] segments = sample[1..].Split('/');
        return segments.Any(segment => segment is "" or "." or ".." || segment.Any(each => !char.IsAsciiLetterOrDigit(each) && each is not ('.' or '-' or '_')))
            ? "has a segment that no SPIFFE ID has: want letters, digits, '.', '-' and '_', none empty, \".\" or \"..\""
            : parts.All(each => each.Field is null) ? "names no field: every node would be the same agent" : null;
    }

    private static string? Longest(ImmutableArray<(string Text, AgentPathField? Field)> parts, string trustDomain)
    {
        int longest = Scheme.Length + trustDomain.Length + Prefix.Length + parts.Sum(each => each.Text.Length + (each.Field?.MaxLength ?? 0));
        return longest <= MaxId ? null : $"gives IDs of up to {longest} bytes in trust domain {trustDomain}, at most {MaxId}";
    }
}
