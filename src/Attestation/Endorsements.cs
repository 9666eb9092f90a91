// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation;

/// <summary>The Endorsements at hand, by name; the first of a name wins.</summary>
/// <remarks>Immutable and thread-safe. Nothing in it is verified.</remarks>
public sealed class Endorsements
{
    private readonly Dictionary<(string Name, string Suffix), Endorsement> byName = [];

    /// <summary>Endorsements in order of precedence.</summary>
    public Endorsements(params IEnumerable<Endorsement> endorsements)
    {
        foreach (Endorsement each in endorsements)
        {
            byName.TryAdd((each.Name, each.Suffix), each);
        }
    }

    /// <summary>All of them, in no particular order.</summary>
    public IReadOnlyCollection<Endorsement> All => byName.Values;

    /// <summary>The Endorsement of that name and suffix.</summary>
    public bool TryGet(string name, string suffix, [NotNullWhen(true)] out Endorsement? endorsement) =>
        byName.TryGetValue((name, suffix), out endorsement);

    /// <summary>All but those of that name and suffix.</summary>
    public Endorsements Without(string name, string suffix) =>
        new(byName.Values.Where(each => (each.Name, each.Suffix) != (name, suffix)));
}
