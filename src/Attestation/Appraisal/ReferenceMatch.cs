// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Appraisal;

/// <summary>The measurements are among the reference values.</summary>
/// <param name="rule">The TEE's rule.</param>
/// <param name="section">The TEE's key in policies, for messages.</param>
/// <param name="measured">The measured value of a register by its policy key.</param>
public sealed class ReferenceMatch(Rule rule, string section, Func<string, ReadOnlyMemory<byte>> measured)
{
    /// <summary>Passes with the first reference value that matches whole; none at all fails unless any passes.</summary>
    /// <param name="references">Alternatives.</param>
    /// <param name="anyPasses">The policy waives the rule.</param>
    /// <param name="got">The main measurement, for people.</param>
    public Check Appraise(ImmutableArray<ReferenceValues> references, bool anyPasses, string got)
    {
        if (anyPasses)
        {
            return Check.NotEvaluated(rule, $"waived by {section}.anyMeasurementUnsafe");
        }

        if (references.Length == 0)
        {
            return Check.Fail(rule, $"the policy has no reference values: {section}.referenceValues is empty", got);
        }

        List<string> mismatches = [];
        foreach (ReferenceValues values in references)
        {
            if (FirstMismatch(values) is not { } mismatch)
            {
                return Check.Pass(rule, values.Name.Length == 0 ? got : $"{values.Name}: {got}");
            }

            mismatches.Add(values.Name.Length == 0 ? mismatch : $"{values.Name}: {mismatch}");
        }

        return Check.Fail(rule, string.Join("; ", mismatches), got) with { Want = Wanted(references) };
    }

    private string? FirstMismatch(ReferenceValues values)
    {
        foreach ((string register, ImmutableArray<ReadOnlyMemory<byte>> accepted) in values.Expected)
        {
            ReadOnlyMemory<byte> value = measured(register);
            if (!accepted.Any(each => each.Span.SequenceEqual(value.Span)))
            {
                return $"{register} {Hex.Of(value.Span)} is not among {accepted.Length} reference value{(accepted.Length == 1 ? "" : "s")}";
            }
        }

        return null;
    }

    private static ImmutableArray<string> Wanted(ImmutableArray<ReferenceValues> references) =>
    [
        .. from values in references
           from each in values.Expected
           from value in each.Values
           select $"{each.Register} {Hex.Of(value.Span)}",
    ];
}
