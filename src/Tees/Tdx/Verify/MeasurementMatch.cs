// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 11: the measurements are among the reference values.</summary>
internal static class MeasurementMatch
{
    public static Check Appraise(TdBody body, TdxPolicy policy)
    {
        if (policy.AnyMeasurementUnsafe)
        {
            return Check.NotEvaluated(TdxRules.ReferenceValues, "waived by tdx.anyMeasurementUnsafe");
        }

        string got = $"MR_TD {Hex.Of(body.MrTd)}";
        if (policy.ReferenceValues.Length == 0)
        {
            return Check.Fail(TdxRules.ReferenceValues, "the policy has no reference values for TDX", got);
        }

        List<string> mismatches = [];
        foreach (TdxReferenceValues values in policy.ReferenceValues)
        {
            if (FirstMismatch(body, values) is not { } mismatch)
            {
                return Check.Pass(TdxRules.ReferenceValues, values.Name.Length == 0 ? got : $"{values.Name}: {got}");
            }

            mismatches.Add(values.Name.Length == 0 ? mismatch : $"{values.Name}: {mismatch}");
        }

        return Check.Fail(TdxRules.ReferenceValues, string.Join("; ", mismatches), got) with { Want = Wanted(policy) };
    }

    private static string? FirstMismatch(TdBody body, TdxReferenceValues values)
    {
        if (values.Expected.Length == 0)
        {
            return "names no measurement, which is no reference value";
        }

        foreach ((string register, ImmutableArray<ReadOnlyMemory<byte>> accepted) in values.Expected)
        {
            ReadOnlyMemory<byte> measured = Measured(body, register);
            if (!accepted.Any(each => each.Span.SequenceEqual(measured.Span)))
            {
                return $"{register} {Hex.Of(measured.Span)} is not among {accepted.Length} reference value{(accepted.Length == 1 ? "" : "s")}";
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Measured(TdBody body, string register) =>
        TdxReferenceValues.Registers.First(each => each.Register == register).Read(body);

    private static ImmutableArray<string> Wanted(TdxPolicy policy) =>
        [.. policy.ReferenceValues.SelectMany(values => values.Expected).SelectMany(each => each.Values.Select(value => $"{each.Register} {Hex.Of(value.Span)}"))];
}
