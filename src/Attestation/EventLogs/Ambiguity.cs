// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.EventLogs;

/// <summary>One thing that makes a log ambiguous.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Register">The register's number as the log counts.</param>
/// <param name="Event">The record; null where one is missing.</param>
public sealed record Ambiguity(AmbiguityKind Kind, uint Register, LoggedEvent? Event)
{
    /// <summary>One sentence that names register and record.</summary>
    /// <param name="nameOf">The register's name, for example "RTMR0"; "register 1" without it.</param>
    public string Describe(Func<uint, string>? nameOf = null) =>
        $"{nameOf?.Invoke(Register) ?? RegisterMatch.NameOf(Register)}: {Finding()}";

    /// <inheritdoc/>
    public override string ToString() => Describe();

    private string Finding() => Kind switch
    {
        AmbiguityKind.DuplicateSeparator => $"{Name()} is a second separator",
        AmbiguityKind.MissingSeparator => "has no separator",
        AmbiguityKind.DisguisedSeparator => $"{Name()} has a separator's digest",
        AmbiguityKind.FalseSeparator => $"{Name()} has a digest that is not its data's",
        AmbiguityKind.UnknownEventType => $"{Name()} is of no known type and lies before the end of boot services",
        _ => $"{Name()} states a startup locality twice, too late, or none of 0, 3 and 4",
    };

    private string Name() => Event is null
        ? "no event"
        : string.Create(CultureInfo.InvariantCulture, $"event {Event.Ordinal} ({Event.Type} at offset {Event.Offset})");
}
