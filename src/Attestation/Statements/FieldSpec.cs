// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>One field of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">The form of its value.</param>
/// <param name="IsRequired">False where it may be absent; a null is not absence.</param>
internal sealed record FieldSpec(string Name, FieldForm Form, bool IsRequired)
{
    /// <summary>A field that must be there.</summary>
    public static FieldSpec Required(string name, FieldForm form) => new(name, form, true);

    /// <summary>A field that may be absent.</summary>
    public static FieldSpec Optional(string name, FieldForm form) => new(name, form, false);
}
