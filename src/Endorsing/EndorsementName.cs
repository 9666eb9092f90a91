// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.Endorsing;

/// <summary>The name and suffix under which a document is kept (CONTRACTS, section 6).</summary>
/// <param name="Name">For example <c>intel/tdx/qe-identity</c>.</param>
/// <param name="Suffix">For example <c>.chain.pem</c>.</param>
public sealed record EndorsementName(string Name, string Suffix)
{
    /// <summary>Finds the known name that <paramref name="text"/> is with a suffix behind it.</summary>
    /// <param name="text">A path within a folder, with <c>/</c>; the longest suffix that fits wins.</param>
    /// <param name="tees">The TEEs that know names.</param>
    /// <param name="name">The name, or null where no TEE knows it.</param>
    public static bool TryOfFile(string text, IReadOnlyList<ITee> tees, [NotNullWhen(true)] out EndorsementName? name)
    {
        for (int dot = text.IndexOf('.', text.LastIndexOf('/') + 1); dot >= 0; dot = text.IndexOf('.', dot + 1))
        {
            string suffix = text[dot..];
            if (TryKnow(text[..dot], tees, out ImmutableArray<string> suffixes) && suffixes.Contains(suffix))
            {
                name = new(text[..dot], suffix);
                return true;
            }
        }

        name = null;
        return false;
    }

    /// <summary>Like <see cref="TryOfFile"/>; a known name without suffix is the document of its default suffix.</summary>
    public static bool TryOf(string text, IReadOnlyList<ITee> tees, [NotNullWhen(true)] out EndorsementName? name)
    {
        if (TryKnow(text, tees, out ImmutableArray<string> suffixes))
        {
            name = new(text, suffixes[0]);
            return true;
        }

        return TryOfFile(text, tees, out name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name + Suffix;

    private static bool TryKnow(string name, IReadOnlyList<ITee> tees, out ImmutableArray<string> suffixes)
    {
        foreach (ITee tee in tees)
        {
            if (tee.NamesEndorsement(name, out suffixes) && suffixes.Length > 0)
            {
                return true;
            }
        }

        suffixes = [];
        return false;
    }
}
