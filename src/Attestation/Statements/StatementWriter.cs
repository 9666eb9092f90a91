// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>The one writer of statements: once, in JCS form; what it wrote is stored, hashed and never written again.</summary>
public static class StatementWriter
{
    /// <summary>Writes a statement and judges it as a verifier would.</summary>
    /// <param name="predicate">What it says.</param>
    /// <param name="salt">16 random bytes, fresh for each statement.</param>
    /// <param name="issuedAt">The agent's clock; fractions of a second are cut.</param>
    /// <param name="statement">The statement; its <see cref="Statement.Raw"/> is the leaf.</param>
    /// <param name="malformed">Which of the given values no statement may have: too long, out of range.</param>
    public static bool TryWrite(
        IPredicate predicate,
        ReadOnlySpan<byte> salt,
        DateTimeOffset issuedAt,
        [NotNullWhen(true)] out Statement? statement,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        JsonItemWriter json = new();
        Write(json, predicate, Hex.Of(salt), UtcTime.Of(issuedAt));
        JsonItem root = json.Finish();
        malformed = StatementReading.OfWritten(root, Jcs.Canonical(root), out statement);
        statement = malformed is null ? statement : null;
        return statement is not null && malformed is null;
    }

    private static void Write(JsonItemWriter json, IPredicate predicate, string salt, string issuedAt)
    {
        json.WriteString("_type", Statement.StatementType);
        json.WriteStartObject("predicate");
        json.WriteString("salt", salt);
        json.WriteString("issuedAt", issuedAt);
        predicate.WriteTo(json);
        json.WriteEndObject();
        json.WriteString("predicateType", predicate.Type.Uri);
        json.WriteStartArray("subject");
        foreach (Subject subject in predicate.Subjects)
        {
            json.WriteStartObject();
            json.WriteStartObject("digest");
            json.WriteString(subject.Algorithm, subject.Hex);
            json.WriteEndObject();
            json.WriteString("name", subject.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
