// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>The form that a field's value must have.</summary>
internal abstract class FieldForm
{
    /// <summary>What is wrong with a value, or null.</summary>
    public abstract Misfit? Problem(JsonItem value);

    /// <summary>A message about a value that is not what was wanted.</summary>
    protected static Misfit Wrong(string want) => new("", $"want {want}");
}
