// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Items, keys with labels, values (hashicorp/hcl 1.0, hcl/parser).</summary>
/// <remarks>A label is an object around its block and counts as one: whoever walks the tree goes no deeper than its limit.</remarks>
/// <param name="text">A document.</param>
internal sealed class HclParser(string text)
{
    private const int MaxDepth = 32;
    private const int MaxValues = 1 << 16;

    private readonly HclScanner scanner = new(text);
    private HclToken token;
    private int depth;
    private int values;

    /// <summary>The document: items without braces.</summary>
    /// <exception cref="HclException">It is none.</exception>
    public JsonItem Document()
    {
        Next();
        JsonItem root = Items(HclTokenKind.End, 1);
        return root;
    }

    private JsonItem Items(HclTokenKind end, int line)
    {
        List<JsonMember> read = [];
        while (token.Kind != end)
        {
            read.Add(Item());
            if (token.Kind == HclTokenKind.Comma)
            {
                Next();
            }
        }

        return ConfigBlocks.Object(read, line);
    }

    // One key and a value, or keys and an object: the later keys are labels.
    private JsonMember Item()
    {
        Count();
        List<HclToken> keys = [];
        while (token.Kind is HclTokenKind.Identifier or HclTokenKind.Text)
        {
            keys.Add(token);
            Next();
        }

        if (keys.Count == 0)
        {
            throw Refuse($"{Name(token)}, want a key");
        }

        if (token.Kind == HclTokenKind.Assign && keys.Count == 1)
        {
            Next();
            return new(keys[0].Value, Value());
        }

        if (token.Kind != HclTokenKind.OpenBrace)
        {
            throw Refuse($"{Name(token)} after \"{string.Join(" ", keys.Select(each => each.Value))}\", want {(keys.Count == 1 ? "\"=\" or \"{\"" : "\"{\"")}");
        }

        return new(keys[0].Value, Labelled(keys));
    }

    private JsonItem Labelled(List<HclToken> keys)
    {
        int labels = keys.Count - 1;
        depth += labels;
        JsonItem block = Object();
        depth -= labels;
        for (int label = labels; label > 0; label--)
        {
            block = JsonItem.Object([new(keys[label].Value, block)], keys[label].Line);
        }

        return block;
    }

    private JsonItem Value()
    {
        HclToken first = token;
        switch (first.Kind)
        {
            case HclTokenKind.OpenBracket:
                return List();
            case HclTokenKind.OpenBrace:
                return Object();
            case HclTokenKind.Text or HclTokenKind.Number or HclTokenKind.Boolean:
                Next();
                JsonKind kind = first.Kind == HclTokenKind.Text ? JsonKind.Text : first.Kind == HclTokenKind.Number ? JsonKind.Number : JsonKind.Boolean;
                return JsonItem.Scalar(kind, first.Value, first.Line, first.Spelling);
            default:
                throw Refuse($"{Name(first)}, want a value: a string, a number, true, false, a list or an object");
        }
    }

    private JsonItem Object()
    {
        int line = token.Line;
        Enter();
        JsonItem read = Items(HclTokenKind.CloseBrace, line);
        Leave();
        return read;
    }

    private JsonItem List()
    {
        int line = token.Line;
        Enter();
        ImmutableArray<JsonItem>.Builder items = ImmutableArray.CreateBuilder<JsonItem>();
        while (token.Kind != HclTokenKind.CloseBracket)
        {
            Count();
            items.Add(Value());
            if (token.Kind == HclTokenKind.Comma)
            {
                Next();
            }
            else if (token.Kind != HclTokenKind.CloseBracket)
            {
                throw Refuse($"{Name(token)}, want \",\" or \"]\"");
            }
        }

        Leave();
        return JsonItem.Array(items.ToImmutable(), line);
    }

    private void Count()
    {
        if (++values > MaxValues)
        {
            throw Refuse($"more than {MaxValues} values");
        }
    }

    private void Enter()
    {
        if (++depth > MaxDepth)
        {
            throw Refuse($"more than {MaxDepth} objects, labels and lists inside each other");
        }

        Next();
    }

    private void Leave()
    {
        depth--;
        Next();
    }

    private void Next() => token = scanner.Next();

    private HclException Refuse(string reason) => new(token.Line, $"got {reason}");

    private static string Name(HclToken token) => token.Kind switch
    {
        HclTokenKind.End => "the end",
        HclTokenKind.Assign => "\"=\"",
        HclTokenKind.Comma => "\",\"",
        HclTokenKind.OpenBrace => "\"{\"",
        HclTokenKind.CloseBrace => "\"}\"",
        HclTokenKind.OpenBracket => "\"[\"",
        HclTokenKind.CloseBracket => "\"]\"",
        _ => $"\"{token.Value}\"",
    };
}
