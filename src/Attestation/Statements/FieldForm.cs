// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>The form that a field's value must have.</summary>
internal abstract class FieldForm
{
    /// <summary>What is wrong with a value, or null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it stands, for the message.</param>
    public abstract Malformed? Problem(JsonItem value, string path);

    /// <summary>A message about a value that is not what was wanted.</summary>
    protected static Malformed Wrong(string path, string want) => new(Statement.Structure, path, $"want {want}");
}
