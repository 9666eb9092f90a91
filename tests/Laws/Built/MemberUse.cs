// SPDX-License-Identifier: Apache-2.0

using System.Reflection.Metadata;

namespace Attestation.Laws.Built;

/// <summary>Members of types, as metadata refers to them.</summary>
internal static class MemberUse
{
    /// <summary>The member under its type; where that is generic, the types of its arguments follow.</summary>
    public static IEnumerable<TypeUse> Of(MetadataReader metadata, MemberReferenceHandle handle)
    {
        MemberReference member = metadata.GetMemberReference(handle);
        string name = metadata.GetString(member.Name);
        return OfParent(metadata, member.Parent).Select((use, i) => i == 0 ? use with { Member = name } : use);
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

    private static IReadOnlyList<TypeUse> OfSpecification(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        TypeSink sink = new();
        metadata.GetTypeSpecification(handle).DecodeSignature(sink, null);
        return sink.InOrder;
    }
}
