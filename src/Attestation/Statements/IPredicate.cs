// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary>What the agent says in a statement, before it is written.</summary>
public interface IPredicate
{
    /// <summary>Its type.</summary>
    PredicateType Type { get; }

    /// <summary>What it is about.</summary>
    ImmutableArray<Subject> Subjects { get; }

    /// <summary>Writes its fields, salt and issuedAt aside, in any order; an absent field is not written.</summary>
    /// <param name="json">Stands inside the predicate's object.</param>
    void WriteTo(JsonItemWriter json);
}
