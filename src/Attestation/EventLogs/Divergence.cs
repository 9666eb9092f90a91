// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>The first record of a register at which a log and what was measured part, as far as that can be told.</summary>
/// <param name="Kind">How it was found, and how sure that is.</param>
/// <param name="Register">The register's number as the log counts.</param>
/// <param name="Bank">The bank that was replayed.</param>
/// <param name="Event">The record; null where the log has none there and the other log goes on.</param>
/// <param name="Position">Records of this register before it.</param>
/// <param name="Following">Records of this register behind it.</param>
/// <param name="Other">The other log's record at the same place; null without another log, or where that one ends.</param>
public sealed record Divergence(
    DivergenceKind Kind,
    uint Register,
    DigestAlgorithm Bank,
    LoggedEvent? Event,
    int Position,
    int Following = 0,
    LoggedEvent? Other = null)
{
    /// <summary>One sentence that names register, record, type, offset and digest.</summary>
    /// <param name="nameOf">The register's name, for example "RTMR0"; "register 1" without it.</param>
    public string Describe(Func<uint, string>? nameOf = null) =>
        $"{nameOf?.Invoke(Register) ?? RegisterMatch.NameOf(Register)}: {Finding()}";

    /// <inheritdoc/>
    public override string ToString() => Describe();

    private string Finding() => Kind switch
    {
        DivergenceKind.NotMeasured =>
            $"the {Position} records before it replay to the quoted value; {Name(Event)} and {Following} more were not measured",
        DivergenceKind.DiffersFromOther => $"first difference is {Name(Event)}, the other log has {Name(Other)}",
        DivergenceKind.DigestNotOfData => $"diverges, and the first record whose digest is not that of its data is {Name(Event)}",
        DivergenceKind.AtOrBefore => $"diverges at or before {Name(Event)}, its last",
        _ => "the quoted value is not as long as the bank's digests",
    };

    private string Name(LoggedEvent? record) => record is null
        ? "none"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"event {record.Ordinal} ({record.Type} at offset {record.Offset}, {DigestAlgorithms.NameOf(Bank)} {DigestOf(record)})");

    private string DigestOf(LoggedEvent record) => record.DigestIn(Bank) is { } digest ? Hex.Of(digest.Span) : "absent";
}
