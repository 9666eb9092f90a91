// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary>An object with known fields; others are kept and ignored, so that a version may grow.</summary>
/// <param name="fields">The known fields.</param>
internal sealed class ObjectForm(params ImmutableArray<FieldSpec> fields) : FieldForm
{
    /// <summary>A condition between fields, checked after each of them: what is wrong, or null.</summary>
    public Func<JsonItem, string?> Between { get; init; } = static _ => null;

    /// <summary>The same object with more fields before its own.</summary>
    public ObjectForm After(params ImmutableArray<FieldSpec> more) => new([.. more, .. fields]) { Between = Between };

    public override Misfit? Problem(JsonItem value)
    {
        if (value.Kind != JsonKind.Object)
        {
            return Wrong("an object");
        }

        foreach (FieldSpec field in fields)
        {
            Misfit? problem = value.TryGet(field.Name, out JsonItem? found) ? field.Form.Problem(found)
                : field.IsRequired ? new("", "is absent, want this required field")
                : null;
            if (problem is { } wrong)
            {
                return wrong.Under(field.Name);
            }
        }

        return Between(value) is { } reason ? new("", reason) : null;
    }
}
