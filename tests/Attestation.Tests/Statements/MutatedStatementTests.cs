// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Bindings;
using Attestation.Statements;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tests.Statements;

/// <summary>The reader of statements under its budget: mutated ones never throw, and what is read is its own canonical form and can be judged.</summary>
public sealed class MutatedStatementTests
{
    private static readonly ImmutableArray<byte[]> Words =
        [.. new[] { "{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "null", "true", "0", "-1", "\"0\"", "\"\"", "\"zz\":1,", "1e9", "\u00e9" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly MutatedInput Input =
        new("statement", 150_000, [.. Examples.All.Select(Encoding.UTF8.GetBytes)], Words, Read);

    [Fact]
    public void Mutated_statements_never_throw_and_stay_as_received() => Input.Run();

    [Fact]
    public void The_genuine_ones_are_read_too() => Assert.All(Input.Seeds, seed => Read([.. seed]));

    private static void Read(byte[] bytes)
    {
        bool reads = Statement.TryParse(bytes, out Statement? statement, out Malformed? malformed);
        if (reads == statement is null || reads == malformed is not null || malformed is { Rule: null })
        {
            throw new InvalidOperationException("neither read nor refused by a rule");
        }

        if (statement is not null)
        {
            Judge(statement);
        }
    }

    private static void Judge(Statement statement)
    {
        NonceMatch.Holds(statement, new(new byte[32], "a"));
        LogStartMatch.Appraise(statement, 0, "a", new byte[32]);
        if (statement.Type == PredicateTypes.Node)
        {
            PossessionMatch.Appraise(NodeStatement.Of(statement), BouncyEd25519.Instance);
        }
        else if (statement.Type == PredicateTypes.SvidBinding)
        {
            SvidBinding binding = SvidBinding.Of(statement);
            BindingNameMatch.Appraise(BindingSubject.OfSpki(binding.Spki), binding);
            new BindingPolicyMatch(new()).Appraise(binding);
        }
        else if (statement.Type == PredicateTypes.SvidIssued)
        {
            IssuedMatch.Appraise(SvidIssued.Of(statement), 0, null, null);
        }
    }
}
