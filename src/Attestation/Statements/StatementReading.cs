// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Unicode;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>Reads received bytes as a statement, rule by rule.</summary>
internal static class StatementReading
{
    /// <summary>The rules in the order in which they are checked.</summary>
    public static ImmutableArray<Rule> Order { get; } =
        [StatementRules.Bytes, StatementRules.Canonical, StatementRules.Envelope, StatementRules.Predicate, StatementRules.Subjects, StatementRules.Fields];

    private static readonly ImmutableArray<string> EnvelopeMembers = ["_type", "predicate", "predicateType", "subject"];

    /// <summary>The first thing that is wrong, with its rule; null where all is right.</summary>
    public static Malformed? Read(ReadOnlyMemory<byte> bytes, out Statement? statement)
    {
        statement = null;
        JsonItem? root = null;
        return By(StatementRules.Bytes, Bytes(bytes.Span))
            ?? By(StatementRules.Canonical, Canonical(bytes, out root))
            ?? Understand(bytes, root!, out statement);
    }

    /// <summary>The same of a statement that was just written: its values, and the canonical bytes that were made of them.</summary>
    /// <param name="root">Its members sorted.</param>
    /// <param name="canonical">Its canonical form.</param>
    /// <param name="statement">The statement, or null.</param>
    public static Malformed? OfWritten(JsonItem root, ReadOnlyMemory<byte> canonical, out Statement? statement)
    {
        statement = null;
        return By(StatementRules.Bytes, Bytes(canonical.Span))
            ?? By(StatementRules.Canonical, StatementLimits.Exceeded(root))
            ?? Understand(canonical, root, out statement);
    }

    private static Malformed? Understand(ReadOnlyMemory<byte> bytes, JsonItem root, out Statement? statement)
    {
        statement = null;
        return By(StatementRules.Envelope, Envelope(root))
            ?? By(StatementRules.Predicate, Identifier(root))
            ?? By(StatementRules.Subjects, Subjects(root, out ImmutableArray<Subject> subjects))
            ?? Interpret(statement = new(bytes, Text(root, "predicateType"), subjects, Member(root, "predicate")));
    }

    private static Malformed? Bytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length is 0 or > StatementLimits.MaxBytes ? Wrong("bytes", $"{bytes.Length} bytes, want 1 to {StatementLimits.MaxBytes}")
        : !Utf8.IsValid(bytes) ? Wrong("bytes", "are not UTF-8")
        : null;

    private static Malformed? Canonical(ReadOnlyMemory<byte> bytes, out JsonItem? root)
    {
        if (!StrictJson.TryParse(bytes, Statement.Structure, StatementLimits.Json, out root, out Malformed? malformed))
        {
            return malformed;
        }

        return StatementLimits.Exceeded(root)
            ?? (Jcs.IsCanonical(root, bytes.Span) ? null : Wrong("form", "is not its own RFC 8785 form: members sorted, no white space, minimal escapes"));
    }

    private static Malformed? Envelope(JsonItem root)
    {
        return !HasMembersOfAnEnvelope(root) ? Wrong("members", $"are {string.Join(", ", root.Members.Select(member => member.Name))}, want {string.Join(", ", EnvelopeMembers)}")
            : Text(root, "_type") != Statement.StatementType ? Wrong("_type", $"want \"{Statement.StatementType}\"")
            : Member(root, "predicateType").Kind != JsonKind.Text ? Wrong("predicateType", "want a string")
            : Member(root, "predicate").Kind != JsonKind.Object ? Wrong("predicate", "want an object")
            : Member(root, "subject").Kind != JsonKind.Array ? Wrong("subject", "want an array")
            : null;
    }

    private static bool HasMembersOfAnEnvelope(JsonItem root)
    {
        bool same = root.Members.Length == EnvelopeMembers.Length;
        for (int i = 0; same && i < EnvelopeMembers.Length; i++)
        {
            same = root.Members[i].Name == EnvelopeMembers[i];
        }

        return same;
    }

    private static Malformed? Identifier(JsonItem root) =>
        PredicateType.IsIdentifier(Text(root, "predicateType")) ? null : Wrong("predicateType", $"want {PredicateType.Prefix}<name>/v<n>");

    private static Malformed? Subjects(JsonItem root, out ImmutableArray<Subject> subjects)
    {
        subjects = [];
        JsonItem list = Member(root, "subject");
        if (list.Items.IsEmpty)
        {
            return Wrong("subject", $"is empty, want 1 to {StatementLimits.MaxMembers}");
        }

        ImmutableArray<Subject>.Builder read = ImmutableArray.CreateBuilder<Subject>(list.Items.Length);
        foreach (JsonItem item in list.Items)
        {
            if (One(item) is not { } subject)
            {
                return Wrong($"subject[{read.Count}]", "want a known name and one digest: {\"digest\":{\"sha256\":hex},\"name\":…}");
            }

            read.Add(subject);
        }

        subjects = read.MoveToImmutable();
        return PredicateTypes.TryFind(Text(root, "predicateType"), out PredicateType? type) ? type.SubjectProblem(subjects) : null;
    }

    private static Subject? One(JsonItem item)
    {
        string name = Text(item, "name");
        return item.Members.Length == 2
            && Subject.Names.Contains(name)
            && item.TryGet("digest", out JsonItem? digest)
            && digest.Members is [var only]
            && Subject.DigestLength(only.Name) is { } length
            && Hex.TryReadLower(only.Value.Text, length, out byte[]? bytes)
                ? new(name, only.Name, bytes)
                : null;
    }

    private static Malformed? Interpret(Statement statement)
    {
        if (statement.Type is not { } type)
        {
            return null;
        }

        return By(StatementRules.Fields, type.FieldProblem(statement.Predicate)
            ?? (type.Across(statement) is { } reason ? Wrong("predicate", reason) : null));
    }

    private static Malformed? By(Rule rule, Malformed? malformed) => malformed is null ? null : malformed with { Rule = rule };

    private static Malformed Wrong(string field, string reason) => new(Statement.Structure, field, reason);

    private static JsonItem Member(JsonItem item, string name) => item.TryGet(name, out JsonItem? value) ? value : item;

    private static string Text(JsonItem item, string name) => item.TryGet(name, out JsonItem? value) && value.Kind == JsonKind.Text ? value.Text : "";
}
