// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>svid-issued/v1</c>: this certificate was issued for that binding.</summary>
/// <param name="Certificate">SHA-256 of the certificate's DER; 32 bytes.</param>
/// <param name="SpiffeId">Whom it names.</param>
/// <param name="BindingLeaf">The binding's leaf, in the same log and before this one.</param>
/// <param name="NotBefore">First moment of its validity.</param>
/// <param name="NotAfter">Last moment of its validity.</param>
public sealed record SvidIssued(ReadOnlyMemory<byte> Certificate, string SpiffeId, ulong BindingLeaf, DateTimeOffset NotBefore, DateTimeOffset NotAfter) : IPredicate
{
    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.SvidIssued;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects => [Subject.OfSha256(Subject.Certificate, Certificate)];

    /// <summary>What a statement of this type says.</summary>
    /// <exception cref="ArgumentException">A statement of another type.</exception>
    public static SvidIssued Of(Statement statement)
    {
        PredicateTypes.SvidIssued.Require(statement);
        JsonItem item = statement.Predicate;
        return new(
            statement.SubjectOf(Subject.Certificate)!.Digest,
            item.Text("spiffeId"),
            item.Counter("bindingLeaf"),
            item.Time("notBefore"),
            item.Time("notAfter"));
    }

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("spiffeId", SpiffeId);
        json.WriteCounter("bindingLeaf", BindingLeaf);
        json.WriteString("notBefore", UtcTime.Of(NotBefore));
        json.WriteString("notAfter", UtcTime.Of(NotAfter));
    }
}
