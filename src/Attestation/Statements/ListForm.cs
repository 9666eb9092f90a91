// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>An array of values of one form.</summary>
/// <param name="each">The form.</param>
/// <param name="min">Fewest values.</param>
internal sealed class ListForm(FieldForm each, int min = 0) : FieldForm
{
    public override Malformed? Problem(JsonItem value, string path)
    {
        if (value.Kind != JsonKind.Array || value.Items.Length < min)
        {
            return Wrong(path, $"an array of {min} values or more");
        }

        return value.Items.Select((item, i) => each.Problem(item, $"{path}[{i}]")).FirstOrDefault(problem => problem is not null);
    }
}
