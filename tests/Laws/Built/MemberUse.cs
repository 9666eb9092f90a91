// SPDX-License-Identifier: Apache-2.0

using System.Reflection.Metadata;

namespace Attestation.Laws.Built;

/// <summary>Members of types, as metadata refers to them.</summary>
internal static class MemberUse
{
    /// <summary>The member under each type that its parent names; a generic parent names its arguments too.</summary>
    public static IEnumerable<TypeUse> Of(MetadataReader metadata, MemberReferenceHandle handle)
    {
        MemberReference member = metadata.GetMemberReference(handle);
        string name = metadata.GetString(member.Name);
        return OfParent(metadata, member.Parent).Select(use => use with { Member = name });
    }

    private static IEnumerable<TypeUse> OfParent(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => [Names.Use(metadata, (TypeReferenceHandle)parent, null)],
        HandleKind.TypeDefinition => [Names.Use(metadata, (TypeDefinitionHandle)parent, null)],
        HandleKind.TypeSpecification => OfSpecification(metadata, (TypeSpecificationHandle)parent),
        HandleKind.MethodDefinition =>
            [Names.Use(metadata, metadata.GetMethodDefinition((MethodDefinitionHandle)parent).GetDeclaringType(), null)],
        _ => [],
    };

    private static HashSet<TypeUse> OfSpecification(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        TypeSink sink = new();
        metadata.GetTypeSpecification(handle).DecodeSignature(sink, null);
        return sink.Found;
    }
}
