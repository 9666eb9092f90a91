// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Documents;
using Attestation.Wire;

namespace Attestation.Catalog;

/// <summary>Tells by the first bytes what a file is (CONTRACTS, section 5); nothing else is guessed.</summary>
/// <param name="catalog">The TEEs that are known.</param>
public sealed class EvidenceReader(TeeCatalog catalog)
{
    /// <summary>Reads an Evidence document, or a raw quote or report.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="tee">Name of the TEE of a raw file, or null to go by its first bytes.</param>
    /// <param name="evidences">What it holds.</param>
    /// <param name="malformed">Why it is nothing that is known.</param>
    public bool TryRead(
        ReadOnlyMemory<byte> bytes,
        string? tee,
        out ImmutableArray<Evidence> evidences,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        evidences = [];
        if (tee is null && bytes.Span is [(byte)'{', ..])
        {
            bool isDocument = EvidenceDocument.TryParse(bytes, catalog.Tees, out EvidenceDocument? document, out malformed);
            evidences = document?.Evidences ?? [];
            return isDocument;
        }

        if (tee is null ? catalog.TryRecognize(bytes.Span, out ITee? known) : catalog.TryFind(tee, out known))
        {
            evidences = [new(known.Name, [new(known.Parts[0].Name, bytes)])];
            malformed = null;
            return true;
        }

        string begins = bytes.Length == 0 ? "is empty" : $"begins with {Hex.Of(bytes.Span[..Math.Min(8, bytes.Length)])}";
        malformed = new("evidence", "first bytes", $"{begins}, want '{{' or a raw form of {string.Join(", ", catalog.Tees.Select(each => each.Name))}");
        return false;
    }
}
