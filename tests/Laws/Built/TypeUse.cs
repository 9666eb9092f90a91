// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Built;

/// <summary>Something that compiled code mentions.</summary>
/// <param name="Assembly">Simple name of the assembly that the code was compiled against.</param>
/// <param name="Type">Namespace and name of the outermost type.</param>
/// <param name="Member">The member, or null where the type itself is meant.</param>
internal readonly record struct TypeUse(string Assembly, string Type, string? Member)
{
    public override string ToString() => Member is null ? Type : $"{Type}.{Member}";
}
