// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>An object with known fields; others are kept and ignored, so that a version may grow.</summary>
/// <param name="fields">The known fields.</param>
internal sealed class ObjectForm(params ImmutableArray<FieldSpec> fields) : FieldForm
{
    /// <summary>A condition between fields, checked after each of them: what is wrong, or null.</summary>
    public Func<JsonItem, string?> Between { get; init; } = static _ => null;

    /// <summary>The same object with more fields before its own.</summary>
    public ObjectForm After(params ImmutableArray<FieldSpec> more) => new([.. more, .. fields]) { Between = Between };

    public override Malformed? Problem(JsonItem value, string path)
    {
        if (value.Kind != JsonKind.Object)
        {
            return Wrong(path, "an object");
        }

        foreach (FieldSpec field in fields)
        {
            string at = $"{path}.{field.Name}";
            Malformed? problem = value.TryGet(field.Name, out JsonItem? found) ? field.Form.Problem(found, at)
                : field.IsRequired ? new(Statement.Structure, at, "is absent, want this required field")
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return Between(value) is { } reason ? new(Statement.Structure, path, reason) : null;
    }
}
