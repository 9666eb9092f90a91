// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>Step: received bytes are a statement (STM-01 to STM-06).</summary>
public static class StatementForm
{
    /// <summary>Reads a statement; the witness is null where it is malformed.</summary>
    public static Step<Statement> Appraise(ReadOnlyMemory<byte> bytes)
    {
        bool reads = Statement.TryParse(bytes, out Statement? statement, out Malformed? malformed);
        ImmutableArray<Check>.Builder checks = ImmutableArray.CreateBuilder<Check>();
        foreach (Rule rule in StatementReading.Order)
        {
            if (malformed?.Rule == rule)
            {
                checks.Add(Check.Broken(rule, malformed));
                break;
            }

            checks.Add(Holds(rule, statement));
        }

        return new(checks.ToImmutable(), reads ? statement : null);
    }

    // A predicate that nobody here knows is a leaf like any other; its subjects and fields have no table to be checked by.
    private static Check Holds(Rule rule, Statement? statement) =>
        statement is { Type: null } && (rule == StatementRules.Predicate || rule == StatementRules.Fields)
            ? Check.NotEvaluated(rule, $"not interpreted: {statement.PredicateUri}")
            : Check.Pass(rule);
}
