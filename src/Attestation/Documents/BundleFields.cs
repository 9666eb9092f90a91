// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Documents;

/// <summary>Reads the members of one object of a bundle; keeps the first problem, and after it returns empty values.</summary>
internal sealed class BundleFields
{
    private readonly JsonItem item;
    private readonly string path;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private Malformed? first;

    public BundleFields(JsonItem item, string path)
    {
        this.item = item;
        this.path = path;
        Require(item.Kind == JsonKind.Object, "", "want an object");
    }

    /// <summary>True where the member is there.</summary>
    public bool Has(string name) => item.TryGet(name, out _);

    /// <summary>A string that must be there.</summary>
    public string Text(string name)
    {
        bool found = Take(name, out JsonItem? value) && value!.Kind == JsonKind.Text;
        Require(found, name, "want a string");
        return found ? value!.Text : "";
    }

    /// <summary>An integer that must be there; -1 where it is not.</summary>
    public long Integer(string name)
    {
        long number = -1;
        bool found = Take(name, out JsonItem? value) && value!.TryInteger(out number);
        Require(found, name, "want an integer");
        return found ? number : -1;
    }

    /// <summary>Bytes in canonical base64, at most so many.</summary>
    public ReadOnlyMemory<byte> Base64(string name, int maxBytes)
    {
        string text = Text(name);
        byte[]? bytes = null;
        bool fits = text.Length <= (maxBytes + 2) / 3 * 4 && CanonicalBase64.TryDecode(text, out bytes) && bytes.Length <= maxBytes;
        Require(fits, name, $"want canonical base64 of at most {maxBytes} bytes");
        return fits ? bytes : ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>Bytes in lower-case hex, exactly so many.</summary>
    public ReadOnlyMemory<byte> Hex(string name, int length)
    {
        string text = Text(name);
        bool fits = Wire.Hex.TryReadLower(text, length, out byte[]? bytes);
        Require(fits, name, $"want {2 * length} lower-case hex digits");
        return fits ? bytes : ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>A list of objects, at most so many.</summary>
    public ImmutableArray<T> List<T>(string name, int max, bool isRequired, Func<BundleFields, T> each)
    {
        ImmutableArray<JsonItem> items = Items(name, max, isRequired);
        ImmutableArray<T>.Builder values = ImmutableArray.CreateBuilder<T>(items.Length);
        for (int i = 0; i < items.Length && first is null; i++)
        {
            BundleFields fields = new(items[i], $"{Join(name)}[{i}]");
            values.Add(each(fields));
            first ??= fields.Done();
        }

        return values.ToImmutable();
    }

    /// <summary>An object, or null where it is absent.</summary>
    public T? Object<T>(string name, Func<BundleFields, T> each)
    {
        if (!Take(name, out JsonItem? value))
        {
            return default;
        }

        BundleFields fields = new(value!, Join(name));
        T read = each(fields);
        first ??= fields.Done();
        return read;
    }

    /// <summary>A list of strings that must be there, each of a form; null is another form.</summary>
    public ImmutableArray<T> Texts<T>(string name, int max, Func<string, T?> each)
        where T : class
    {
        ImmutableArray<JsonItem> items = Items(name, max, isRequired: true);
        ImmutableArray<T>.Builder values = ImmutableArray.CreateBuilder<T>(items.Length);
        for (int i = 0; i < items.Length && first is null; i++)
        {
            T? value = items[i].Kind == JsonKind.Text ? each(items[i].Text) : null;
            Require(value is not null, $"{name}[{i}]", "is of another form");
            if (value is not null)
            {
                values.Add(value);
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The member <c>evidences</c>.</summary>
    public ImmutableArray<Evidence> Evidences(IReadOnlyList<ITee> tees)
    {
        read.Add("evidences");
        Malformed? malformed = EvidenceDocument.ReadEvidences(item, tees, out ImmutableArray<Evidence> evidences);
        first ??= malformed;
        return evidences;
    }

    /// <summary>Keeps a problem where a condition does not hold and there was none before.</summary>
    public void Require(bool holds, string name, string reason) =>
        first ??= holds ? null : new(ProofBundle.Structure, Join(name), reason);

    /// <summary>The first problem; members that nobody asked for are one.</summary>
    public Malformed? Done()
    {
        foreach (JsonMember member in item.Members)
        {
            Require(read.Contains(member.Name), member.Name, "is not a member that this version reads");
        }

        return first;
    }

    private ImmutableArray<JsonItem> Items(string name, int max, bool isRequired)
    {
        bool isThere = Take(name, out JsonItem? value);
        Require(isThere ? value!.Kind == JsonKind.Array : !isRequired, name, "want an array");
        Require(value?.Items.Length is null || value.Items.Length <= max, name, $"has {value?.Items.Length} elements, at most {max}");
        return first is null && isThere ? value!.Items : [];
    }

    private bool Take(string name, out JsonItem? value)
    {
        read.Add(name);
        return item.TryGet(name, out value);
    }

    private string Join(string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
}
