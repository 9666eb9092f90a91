// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Appraisal;
using Attestation.Bindings;
using Attestation.SevSnp;
using Attestation.Statements;
using Attestation.Tdx;
using Attestation.TransparencyLog;

namespace Attestation.Catalog;

/// <summary>The TEEs that this build knows. A new TEE is one folder, and one line in <see cref="Cached"/>.</summary>
/// <param name="tees">Front doors of the rooms.</param>
public sealed class TeeCatalog(ImmutableArray<ITee> tees)
{
    /// <summary>Every TEE of this build.</summary>
    public static TeeCatalog Default { get; } = Cached(VerifiedCache.None);

    /// <summary>Every TEE of this build, each keeping authentic chains and documents in the same cache.</summary>
    /// <param name="cache">For a process that verifies more than once.</param>
    public static TeeCatalog Cached(VerifiedCache cache) => new(
    [
        new TdxTee(cache),
        new SevSnpTee(cache),
    ]);

    /// <summary>The TEEs.</summary>
    public ImmutableArray<ITee> Tees => tees;

    /// <summary>Every rule: of Evidence as a whole, of logs, of statements, of bound keys, of every TEE.</summary>
    public ImmutableArray<Rule> Rules { get; } =
        [.. CatalogRules.All, .. BundleRules.All, .. LogRules.All, .. StatementRules.All, .. BindingRules.All, .. tees.SelectMany(tee => tee.Rules)];

    /// <summary>The TEE of that name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ITee? tee)
    {
        tee = tees.FirstOrDefault(each => each.Name == name);
        return tee is not null;
    }

    /// <summary>The TEE whose Evidence begins like these bytes; nothing is guessed.</summary>
    public bool TryRecognize(ReadOnlySpan<byte> raw, [NotNullWhen(true)] out ITee? tee)
    {
        tee = null;
        foreach (ITee each in tees)
        {
            if (each.Recognizes(raw))
            {
                tee = each;
                return true;
            }
        }

        return false;
    }
}
