// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>An in-toto Statement v1 in its canonical form: the bytes that are one leaf (CONTRACTS, section 3).</summary>
/// <remarks>Well-formed, and of a known predicate with its fields; nothing it says is true because it says it.</remarks>
public sealed class Statement : IWire<Statement>
{
    /// <summary>The value of <c>_type</c>.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>Length of a salt in bytes.</summary>
    public const int SaltBytes = 16;

    internal const string Structure = "statement";

    internal Statement(ReadOnlyMemory<byte> raw, string predicateType, ImmutableArray<Subject> subjects, JsonItem predicate)
    {
        Raw = raw;
        PredicateUri = predicateType;
        Subjects = subjects;
        Predicate = predicate;
        Type = PredicateTypes.TryFind(predicateType, out PredicateType? known) ? known : null;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The predicate's identifier.</summary>
    public string PredicateUri { get; }

    /// <summary>The predicate, where it is known; null where the statement is not interpreted and supports no claim.</summary>
    public PredicateType? Type { get; }

    /// <summary>What the statement is about; 1 to 256.</summary>
    public ImmutableArray<Subject> Subjects { get; }

    /// <summary>The predicate's fields, unknown ones included.</summary>
    public JsonItem Predicate { get; }

    /// <summary>The only digest of the subjects of a name, or null.</summary>
    public Subject? SubjectOf(string name) => Subjects.FirstOrDefault(each => each.Name == name);

    /// <summary>A string field of the predicate; null where it is absent or something else.</summary>
    public string? TextOf(string field) => Predicate.TryGet(field, out JsonItem? value) && value.Kind == JsonKind.Text ? value.Text : null;

    /// <summary>Reads a statement; a malformed one names the rule that it breaks. Never throws.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Statement? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = StatementReading.Read(bytes, out parsed);
        parsed = malformed is null ? parsed : null;
        return parsed is not null && malformed is null;
    }
}
