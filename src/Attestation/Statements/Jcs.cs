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
    private const int UsualBytes = 2048;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>The canonical bytes of a strictly read value; its numbers must be integers (<see cref="StatementLimits"/>).</summary>
    public static byte[] Canonical(JsonItem value)
    {
        using Writing writing = new();
        writing.Value(value);
        return writing.Written.ToArray();
    }

    /// <summary>True where received bytes are the canonical form of what they say.</summary>
    /// <param name="value">Read from <paramref name="received"/>.</param>
    /// <param name="received">All received bytes.</param>
    public static bool IsCanonical(JsonItem value, ReadOnlySpan<byte> received)
    {
        using Writing writing = new();
        writing.Value(value);
        return received.SequenceEqual(writing.Written);
    }

    // Statements are written and checked by the thousand: their bytes go through one kept piece of memory.
    private sealed class Writing : IDisposable
    {
        private byte[] bytes = ArrayPool<byte>.Shared.Rent(UsualBytes);
        private int length;

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

        public void Value(JsonItem value)
        {
            switch (value.Kind)
            {
                case JsonKind.Object:
                    Members(value.Members);
                    break;
                case JsonKind.Array:
                    Items(value.Items);
                    break;
                case JsonKind.Text:
                    Text(value.Text);
                    break;
                default:
                    // Literals, and integers in their one form.
                    Plain(value.Text);
                    break;
            }
        }

        private void Members(ImmutableArray<JsonMember> members)
        {
            Put((byte)'{');
            bool isFirst = true;
            foreach (JsonMember member in members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name)))
            {
                if (!isFirst)
                {
                    Put((byte)',');
                }

                Text(member.Name);
                Put((byte)':');
                Value(member.Value);
                isFirst = false;
            }

            Put((byte)'}');
        }

        private void Items(ImmutableArray<JsonItem> items)
        {
            Put((byte)'[');
            for (int i = 0; i < items.Length; i++)
            {
                if (i > 0)
                {
                    Put((byte)',');
                }

                Value(items[i]);
            }

            Put((byte)']');
        }

        private void Text(string text)
        {
            Put((byte)'"');
            ReadOnlySpan<char> left = text;
            while (left.IndexOfAny(Escaped) is var at and >= 0)
            {
                Plain(left[..at]);
                Plain(Escape(left[at]));
                left = left[(at + 1)..];
            }

            Plain(left);
            Put((byte)'"');
        }

        private void Plain(ReadOnlySpan<char> text)
        {
            Reserve(Encoding.UTF8.GetByteCount(text));
            length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(length));
        }

        private void Put(byte one)
        {
            Reserve(1);
            bytes[length++] = one;
        }

        private void Reserve(int more)
        {
            if (bytes.Length - length >= more)
            {
                return;
            }

            byte[] larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(length + more, 2 * bytes.Length)));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
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
    }
}
