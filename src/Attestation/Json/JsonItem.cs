// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Attestation.Wire;

namespace Attestation.Json;

/// <summary>One value of a strictly read document, with its place in the received bytes.</summary>
/// <remarks>Made by <see cref="StrictJson"/>, and by readers of other notations that promise the same: names are distinct, strings are well-formed, depth and size are bounded.</remarks>
public sealed class JsonItem
{
    private string? spelling;

    internal JsonItem(JsonKind kind, int line, int start)
    {
        Kind = kind;
        Line = line;
        Start = start;
    }

    /// <summary>A string, number or literal of another notation; it has no place in bytes.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="text">The string's value, or the number's or literal's text as JSON has it.</param>
    /// <param name="line">Its line, counted from 1.</param>
    /// <param name="spelling">How the document has it, where that is not <paramref name="text"/>.</param>
    public static JsonItem Scalar(JsonKind kind, string text, int line, string? spelling = null) => new(kind, line, 0) { Text = text, spelling = spelling };

    /// <summary>An array of another notation.</summary>
    public static JsonItem Array(ImmutableArray<JsonItem> items, int line) => new(JsonKind.Array, line, 0) { Items = items };

    /// <summary>An object of another notation; its names are distinct.</summary>
    public static JsonItem Object(ImmutableArray<JsonMember> members, int line) => new(JsonKind.Object, line, 0) { Members = members };

    /// <summary>What the value is.</summary>
    public JsonKind Kind { get; }

    /// <summary>Line of its first byte, counted from 1.</summary>
    public int Line { get; }

    /// <summary>Offset of its first byte in the document.</summary>
    public int Start { get; }

    /// <summary>Length in bytes as received: the slice that a signature over this value covers.</summary>
    public int Length { get; internal set; }

    /// <summary>The string's value, or the number's or literal's text; empty for arrays and objects.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>A number as another notation has it, such as <c>0x10</c> for 16; else the <see cref="Text"/>.</summary>
    public string Spelling => spelling ?? Text;

    /// <summary>The array's values; empty for anything else.</summary>
    public ImmutableArray<JsonItem> Items { get; internal set; } = [];

    /// <summary>The object's members in the order received; empty for anything else.</summary>
    public ImmutableArray<JsonMember> Members { get; internal set; } = [];

    /// <summary>The member of that name; false where there is none or this is no object.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out JsonItem? value)
    {
        foreach (JsonMember member in Members)
        {
            if (member.Name == name)
            {
                value = member.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>A number written in its one canonical integer form: no fraction, exponent, leading zero or minus zero.</summary>
    public bool TryInteger(out long value)
    {
        value = 0;
        return Kind == JsonKind.Number
            && IsCanonical(Text)
            && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static bool IsCanonical(string text) => DecimalNumber.IsCanonical(text.AsSpan(text.StartsWith('-') ? 1 : 0)) && text != "-0";
}
