// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary>The one byte form of a JSON value: RFC 8785 (JCS), with integers as the only numbers.</summary>
/// <remarks>Members sorted by UTF-16 code units, no white space, strings escaped only where they must be. Pure.</remarks>
public static class Jcs
{
    private const int UsualBytes = 1024;

    /// <summary>The canonical bytes of a strictly read value; its numbers must be integers (<see cref="StatementLimits"/>).</summary>
    public static byte[] Canonical(JsonItem value)
    {
        ArrayBufferWriter<byte> bytes = new(UsualBytes);
        Write(value, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>True where received bytes are the canonical form of what they say.</summary>
    /// <param name="value">Read from <paramref name="received"/>.</param>
    /// <param name="received">All received bytes.</param>
    public static bool IsCanonical(JsonItem value, ReadOnlySpan<byte> received) => received.SequenceEqual(Canonical(value));

    private static void Write(JsonItem value, ArrayBufferWriter<byte> bytes)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                WriteMembers(value.Members, bytes);
                break;
            case JsonKind.Array:
                WriteItems(value.Items, bytes);
                break;
            case JsonKind.Text:
                WriteText(value.Text, bytes);
                break;
            default:
                // Literals, and integers in their one form.
                bytes.Write(Encoding.ASCII.GetBytes(value.Text));
                break;
        }
    }

    private static void WriteMembers(ImmutableArray<JsonMember> members, ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("{"u8);
        bool isFirst = true;
        foreach (JsonMember member in members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name)))
        {
            bytes.Write(isFirst ? [] : ","u8);
            WriteText(member.Name, bytes);
            bytes.Write(":"u8);
            Write(member.Value, bytes);
            isFirst = false;
        }

        bytes.Write("}"u8);
    }

    private static void WriteItems(ImmutableArray<JsonItem> items, ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("["u8);
        for (int i = 0; i < items.Length; i++)
        {
            bytes.Write(i == 0 ? [] : ","u8);
            Write(items[i], bytes);
        }

        bytes.Write("]"u8);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> bytes)
    {
        bytes.Write("\""u8);
        ReadOnlySpan<char> left = text;
        while (left.IndexOfAny(Escaped) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(left[..at], bytes);
            bytes.Write(Encoding.ASCII.GetBytes(Escape(left[at])));
            left = left[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(left, bytes);
        bytes.Write("\""u8);
    }

    private static string Escape(char letter) => letter switch
    {
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        '"' => "\\\"",
        '\\' => "\\\\",
        _ => $"\\u{(int)letter:x4}",
    };

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);
}
