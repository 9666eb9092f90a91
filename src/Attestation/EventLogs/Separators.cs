// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.EventLogs;

/// <summary>Follows the separators of each register through one log, by digest and by type.</summary>
internal sealed class Separators(DigestAlgorithm bank)
{
    private readonly byte[] zeros = DigestAlgorithms.Hash(bank, [0x00, 0x00, 0x00, 0x00]);
    private readonly byte[] ones = DigestAlgorithms.Hash(bank, [0xFF, 0xFF, 0xFF, 0xFF]);
    private readonly HashSet<uint> seen = [];
    private readonly ImmutableArray<Ambiguity>.Builder found = ImmutableArray.CreateBuilder<Ambiguity>();

    /// <summary>What was found so far.</summary>
    public IEnumerable<Ambiguity> Found => found;

    /// <summary>True after a separator of the register.</summary>
    public bool Seen(uint register) => seen.Contains(register);

    /// <summary>Takes the next record of the log.</summary>
    public void Add(LoggedEvent record, DigestMatch match)
    {
        if (record.ExtendIn(bank) is not { } digest)
        {
            return;
        }

        bool named = record.Type == EventType.Separator;
        bool hashed = digest.Span.SequenceEqual(zeros) || digest.Span.SequenceEqual(ones);
        if (hashed && !named)
        {
            found.Add(new(AmbiguityKind.DisguisedSeparator, record.Register, record));
        }

        if (named && match != DigestMatch.Matches)
        {
            found.Add(new(AmbiguityKind.FalseSeparator, record.Register, record));
        }

        if ((named || hashed) && !seen.Add(record.Register))
        {
            found.Add(new(AmbiguityKind.DuplicateSeparator, record.Register, record));
        }
    }

    /// <summary>The registers among <paramref name="separated"/> that had no separator.</summary>
    public IEnumerable<Ambiguity> Missing(IEnumerable<uint> separated) =>
        separated
            .Where(register => !seen.Contains(register))
            .Order()
            .Select(register => new Ambiguity(AmbiguityKind.MissingSeparator, register, null));
}
