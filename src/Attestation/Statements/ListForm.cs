// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>An array of values of one form.</summary>
/// <param name="each">The form.</param>
/// <param name="min">Fewest values.</param>
internal sealed class ListForm(FieldForm each, int min = 0) : FieldForm
{
    public override Misfit? Problem(JsonItem value)
    {
        if (value.Kind != JsonKind.Array || value.Items.Length < min)
        {
            return Wrong($"an array of {min} values or more");
        }

        for (int i = 0; i < value.Items.Length; i++)
        {
            if (each.Problem(value.Items[i]) is { } problem)
            {
                return problem.Under(i);
            }
        }

        return null;
    }
}
