// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>A predicate that is known: its name, its subjects and its fields (CONTRACTS, section 3.3).</summary>
public sealed class PredicateType
{
    /// <summary>What every predicate's URI begins with; an identifier, never fetched.</summary>
    public const string Prefix = "https://attestation-agent.dev/";

    private readonly ImmutableArray<SubjectCount> subjects;
    private readonly ObjectForm fields;

    internal PredicateType(string name, ImmutableArray<SubjectCount> subjects, ObjectForm fields)
    {
        Name = name;
        this.subjects = subjects;
        this.fields = fields.After(FieldSpec.Required("salt", Forms.Hex(Statement.SaltBytes)), FieldSpec.Required("issuedAt", Forms.Time));
    }

    /// <summary>Name and version, for example <c>node/v1</c>.</summary>
    public string Name { get; }

    /// <summary>The whole identifier.</summary>
    public string Uri => Prefix + Name;

    /// <summary>The field that holds a verifier's nonce; null where the predicate answers none.</summary>
    public string? NonceField { get; init; }

    /// <summary>The field that holds the nonce's audience.</summary>
    public string? AudienceField { get; init; }

    /// <summary>What holds between subjects and fields: what is wrong, or null.</summary>
    internal Func<Statement, string?> Across { get; init; } = static _ => null;

    /// <summary>True for an identifier of this project, known or not: prefix, name in lower case, version from 1 on.</summary>
    public static bool IsIdentifier(string uri)
    {
        if (!uri.StartsWith(Prefix, StringComparison.Ordinal) || uri.LastIndexOf("/v", StringComparison.Ordinal) is var at && at <= Prefix.Length)
        {
            return false;
        }

        ReadOnlySpan<char> name = uri.AsSpan(Prefix.Length, at - Prefix.Length);
        ReadOnlySpan<char> version = uri.AsSpan(at + 2);
        return name.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0
            && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number > 0
            && version.SequenceEqual(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Throws where a statement is of another type: a mistake of the caller.</summary>
    internal void Require(Statement statement)
    {
        if (statement.Type != this)
        {
            throw new ArgumentException($"a statement of {statement.PredicateUri}, want {Uri}", nameof(statement));
        }
    }

    internal Malformed? SubjectProblem(ImmutableArray<Subject> given)
    {
        if (given.FirstOrDefault(each => subjects.All(known => known.Name != each.Name)) is { } stranger)
        {
            return new(Statement.Structure, "subject", $"{Name} has no subject \"{stranger.Name}\"");
        }

        foreach (SubjectCount known in subjects)
        {
            int count = given.Count(each => each.Name == known.Name);
            if (count < known.Min || count > known.Max)
            {
                return new(Statement.Structure, "subject", $"{Name} has {count} subjects \"{known.Name}\", want {known.Min} to {known.Max}");
            }
        }

        return given.FirstOrDefault(each => each.Algorithm != Subject.Sha256 && each.Name != Subject.Data) is { } wrong
            ? new(Statement.Structure, "subject", $"\"{wrong.Name}\" has a digest of {wrong.Algorithm}, want {Subject.Sha256}")
            : null;
    }

    internal Malformed? FieldProblem(JsonItem predicate) => fields.Problem(predicate)?.In("predicate");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
