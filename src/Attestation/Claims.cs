// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Attestation;

/// <summary>What verified Evidence says, by name in camelCase, in the order added.</summary>
public sealed class Claims : IEnumerable<KeyValuePair<string, ClaimValue>>
{
    private readonly OrderedDictionary<string, ClaimValue> values = new(StringComparer.Ordinal);

    /// <summary>Adds a claim; each name once.</summary>
    public void Add(string name, ClaimValue value) => values.Add(name, value);

    /// <summary>The claim of that name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ClaimValue? value) => values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ClaimValue>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
