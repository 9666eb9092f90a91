// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.Json;

/// <summary>Builds an object of values that were never bytes, by the calls that a JSON writer has; what is built is as if it had been strictly read.</summary>
/// <remarks>Members are put into the order of RFC 8785. Not thread-safe.</remarks>
public sealed class JsonItemWriter
{
    private readonly Stack<Open> open = new();
    private Open current = new(null, IsArray: false);

    /// <summary>The object with everything that was written. The writer is used up.</summary>
    /// <exception cref="InvalidOperationException">An object or array was not ended, or a name stands twice in one object: a mistake of the caller.</exception>
    public JsonItem Finish() => open.Count == 0 ? current.Item() : throw new InvalidOperationException("an object or array was not ended");

    /// <summary>A string.</summary>
    public void WriteString(string name, string value) => current.Add(name, Text(value));

    /// <summary>A string of an array.</summary>
    public void WriteStringValue(string value) => current.Add(null, Text(value));

    /// <summary>An integer.</summary>
    public void WriteNumber(string name, long value) => current.Add(name, JsonItem.Scalar(JsonKind.Number, value.ToString(CultureInfo.InvariantCulture), 0));

    /// <summary>true or false.</summary>
    public void WriteBoolean(string name, bool value) => current.Add(name, JsonItem.Scalar(JsonKind.Boolean, value ? "true" : "false", 0));

    /// <summary>Begins an object that is a member.</summary>
    public void WriteStartObject(string name) => Begin(name, isArray: false);

    /// <summary>Begins an object of an array.</summary>
    public void WriteStartObject() => Begin(null, isArray: false);

    /// <summary>Begins an array that is a member.</summary>
    public void WriteStartArray(string name) => Begin(name, isArray: true);

    /// <summary>Ends the object that was begun last.</summary>
    public void WriteEndObject() => End(isArray: false);

    /// <summary>Ends the array that was begun last.</summary>
    public void WriteEndArray() => End(isArray: true);

    private void Begin(string? name, bool isArray)
    {
        open.Push(current);
        current = new(name, isArray);
    }

    private void End(bool isArray)
    {
        if (current.IsArray != isArray || !open.TryPop(out Open? outer))
        {
            throw new InvalidOperationException("what ends is not what was begun");
        }

        outer.Add(current.Name, current.Item());
        current = outer;
    }

    // Half a surrogate pair has no bytes: it becomes U+FFFD, as everywhere where text is encoded.
    private static JsonItem Text(string value) =>
        JsonItem.Scalar(JsonKind.Text, value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? value : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)), 0);

    private sealed record Open(string? Name, bool IsArray)
    {
        private readonly List<JsonMember> members = [];

        public void Add(string? name, JsonItem value)
        {
            if (IsArray != (name is null))
            {
                throw new InvalidOperationException("members have names, and values of an array have none");
            }

            members.Add(new(name ?? "", value));
        }

        public JsonItem Item() => IsArray ? JsonItem.Array([.. members.Select(static member => member.Value)], 0) : Object();

        private JsonItem Object()
        {
            members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            for (int i = 1; i < members.Count; i++)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    throw new InvalidOperationException($"\"{members[i].Name}\" is written twice");
                }
            }

            return JsonItem.Object([.. members], 0);
        }
    }
}
