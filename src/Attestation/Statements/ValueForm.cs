// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>A string, number or boolean of some form.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="want">The form in words.</param>
/// <param name="holds">True for a value of that form.</param>
internal sealed class ValueForm(JsonKind kind, string want, Func<JsonItem, bool> holds) : FieldForm
{
    /// <summary>A string whose text has a form.</summary>
    public static ValueForm Text(string want, Func<string, bool> holds) => new(JsonKind.Text, want, item => holds(item.Text));

    public override Misfit? Problem(JsonItem value) => value.Kind == kind && holds(value) ? null : Wrong(want);
}
