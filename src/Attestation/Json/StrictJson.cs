// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Attestation.Wire;

namespace Attestation.Json;

/// <summary>The one reader of JSON from outside: RFC 8259 without its ambiguities.</summary>
/// <remarks>
/// Refuses a byte order mark, invalid UTF-8, duplicate names, lone surrogates (which <see cref="Utf8JsonReader"/> lets pass and
/// then throws on), comments, trailing commas, and anything over the limits. Pure.
/// </remarks>
public static class StrictJson
{
    /// <summary>Reads one document.</summary>
    /// <param name="utf8">The received bytes.</param>
    /// <param name="structure">What the document is taken for, for messages.</param>
    /// <param name="limits">Size, depth and count.</param>
    /// <param name="root">The document's value, or null.</param>
    /// <param name="malformed">The first thing that is wrong, with its line, or null.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        string structure,
        JsonLimits limits,
        [NotNullWhen(true)] out JsonItem? root,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        root = null;
        malformed = null;
        if (utf8.Length > limits.Bytes)
        {
            malformed = new(structure, "document", $"is {utf8.Length} bytes, at most {limits.Bytes} are read");
            return false;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            malformed = new(structure, "document", "is not UTF-8");
            return false;
        }

        try
        {
            root = new Reading(utf8.Span, limits).Document();
            return true;
        }
        catch (JsonException refused)
        {
            int line = (int)(refused.LineNumber ?? 0) + 1;
            malformed = new(structure, $"line {line}", Reason(refused)) { Line = line };
            return false;
        }
    }

    // The framework appends a path and position that the Malformed says better.
    private static string Reason(JsonException refused)
    {
        string message = refused.Message;
        int tail = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = (tail < 0 ? message : message[..tail]).TrimEnd('.');
        return message.Length == 0 ? "is not JSON" : char.ToLowerInvariant(message[0]) + message[1..];
    }

    private const int SmallObject = 16;

    // Longer ones are not kept beyond their document.
    private const int UsualName = 64;

    [ThreadStatic]
    private static string?[]? keptNames;

    private ref struct Reading(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = limits.Depth });
        private readonly string?[] recent = keptNames ??= new string?[64];
        private int counted;
        private int line = 1;
        private int lineFoundTo;

        public JsonItem Document()
        {
            reader.Read();
            JsonItem root = Value();
            if (reader.Read())
            {
                throw Refuse("more than one value");
            }

            return root;
        }

        private JsonItem Value()
        {
            if (++counted > limits.Values)
            {
                throw Refuse($"more than {limits.Values} values");
            }

            int start = (int)reader.TokenStartIndex;
            JsonItem item = reader.TokenType switch
            {
                JsonTokenType.StartObject => Object(start),
                JsonTokenType.StartArray => Array(start),
                JsonTokenType.String => new(JsonKind.Text, LineAt(start), start) { Text = Text() },
                JsonTokenType.Number => new(JsonKind.Number, LineAt(start), start) { Text = Encoding.ASCII.GetString(reader.ValueSpan) },
                JsonTokenType.True => new(JsonKind.Boolean, LineAt(start), start) { Text = "true" },
                JsonTokenType.False => new(JsonKind.Boolean, LineAt(start), start) { Text = "false" },
                _ => new(JsonKind.Null, LineAt(start), start) { Text = "null" },
            };
            item.Length = (int)reader.BytesConsumed - start;
            return item;
        }

        private JsonItem Object(int start)
        {
            JsonItem item = new(JsonKind.Object, LineAt(start), start);
            ImmutableArray<JsonMember>.Builder members = ImmutableArray.CreateBuilder<JsonMember>();
            HashSet<string>? names = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = Name();
                if (IsTaken(name, members, ref names))
                {
                    throw Refuse($"\"{name}\" stands twice in one object");
                }

                reader.Read();
                members.Add(new(name, Value()));
            }

            item.Members = members.DrainToImmutable();
            return item;
        }

        private JsonItem Array(int start)
        {
            JsonItem item = new(JsonKind.Array, LineAt(start), start);
            ImmutableArray<JsonItem>.Builder items = ImmutableArray.CreateBuilder<JsonItem>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Value());
            }

            item.Items = items.DrainToImmutable();
            return item;
        }

        // Small objects, nearly all there are, are searched without a set.
        private static bool IsTaken(string name, ImmutableArray<JsonMember>.Builder members, ref HashSet<string>? names)
        {
            if (members.Count < SmallObject)
            {
                for (int i = 0; i < members.Count; i++)
                {
                    if (members[i].Name == name)
                    {
                        return true;
                    }
                }

                return false;
            }

            names ??= new(members.Select(member => member.Name), StringComparer.Ordinal);
            return !names.Add(name);
        }

        // Documents repeat few names often, and the next document those of the last: one string serves each.
        private string Name()
        {
            ReadOnlySpan<byte> raw = reader.ValueSpan;
            if (reader.ValueIsEscaped || raw.Length is 0 or > UsualName)
            {
                return Text();
            }

            ref string? kept = ref recent[(raw.Length + (raw[0] * 7) + raw[^1]) % recent.Length];
            if (kept is null || !Ascii.Equals(raw, kept))
            {
                kept = Text();
            }

            return kept;
        }

        private readonly string Text()
        {
            if (!reader.ValueIsEscaped)
            {
                return Encoding.UTF8.GetString(reader.ValueSpan);
            }

            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Refuse("a string holds a lone surrogate");
            }
        }

        private readonly JsonException Refuse(string reason) =>
            new(reason, null, utf8[..(int)reader.TokenStartIndex].Count((byte)'\n'), null);

        // Tokens come in order, so each newline is counted once.
        private int LineAt(int offset)
        {
            line += utf8[lineFoundTo..offset].Count((byte)'\n');
            lineFoundTo = offset;
            return line;
        }
    }
}
