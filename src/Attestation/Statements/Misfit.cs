// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>A value inside a statement that is not what it must be.</summary>
/// <remarks>The path grows on the way out: a statement in which all is well costs no text.</remarks>
/// <param name="Path">Where, from the value that was looked at: empty, <c>.name</c>, <c>[1].name</c>.</param>
/// <param name="Reason">What was got, or what is wanted.</param>
internal readonly record struct Misfit(string Path, string Reason)
{
    /// <summary>The same, seen from an object that has the value as a member.</summary>
    public Misfit Under(string name) => new($".{name}{Path}", Reason);

    /// <summary>The same, seen from an array that has the value as an item.</summary>
    public Misfit Under(int index) => new($"[{index}]{Path}", Reason);

    /// <summary>The same as the statement's.</summary>
    /// <param name="root">What the outermost value is called.</param>
    public Malformed In(string root) => new(Statement.Structure, root + Path, Reason);
}
