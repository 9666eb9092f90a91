// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Laws;

/// <summary>A reference that only some types of a project may use.</summary>
/// <param name="To">The referenced project.</param>
/// <param name="Types">Namespaces (with what is inside) or names of types.</param>
internal sealed record NarrowReference(string To, ImmutableArray<string> Types)
{
    /// <summary>True where the type may use the reference.</summary>
    public bool Allows(string type) =>
        Types.Any(allowed => type == allowed || type.StartsWith(allowed + ".", StringComparison.Ordinal));
}
