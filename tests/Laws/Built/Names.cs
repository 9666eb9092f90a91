// SPDX-License-Identifier: Apache-2.0

using System.Reflection.Metadata;

namespace Attestation.Laws.Built;

/// <summary>Names of types in metadata.</summary>
internal static class Names
{
    /// <summary>A type by its outermost type, with the assembly it comes from.</summary>
    public static TypeUse Use(MetadataReader metadata, TypeReferenceHandle handle, string? member)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => Use(metadata, (TypeReferenceHandle)type.ResolutionScope, member),
            HandleKind.AssemblyReference => new(AssemblyOf(metadata, (AssemblyReferenceHandle)type.ResolutionScope), Joined(metadata, type.Namespace, type.Name), member),
            _ => new(Own(metadata), Joined(metadata, type.Namespace, type.Name), member),
        };
    }

    /// <summary>A type of this assembly by its outermost type.</summary>
    public static TypeUse Use(MetadataReader metadata, TypeDefinitionHandle handle, string? member) =>
        new(Own(metadata), Outermost(metadata, handle), member);

    /// <summary>Namespace and name of the type that contains all others around this one.</summary>
    public static string Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        return Joined(metadata, type.Namespace, type.Name);
    }

    /// <summary>Namespace and name, nested types after a plus sign.</summary>
    public static string Of(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = Joined(metadata, type.Namespace, type.Name);
        return type.GetDeclaringType().IsNil ? name : $"{Of(metadata, type.GetDeclaringType())}+{name}";
    }

    /// <summary>Namespace and name without looking at its scope.</summary>
    public static string Of(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => Use(metadata, (TypeReferenceHandle)type, null).Type,
        HandleKind.TypeDefinition => Of(metadata, (TypeDefinitionHandle)type),
        _ => "",
    };

    private static string Own(MetadataReader metadata) => metadata.GetString(metadata.GetAssemblyDefinition().Name);

    private static string AssemblyOf(MetadataReader metadata, AssemblyReferenceHandle handle) =>
        metadata.GetString(metadata.GetAssemblyReference(handle).Name);

    private static string Joined(MetadataReader metadata, StringHandle space, StringHandle name) =>
        space.IsNil ? metadata.GetString(name) : $"{metadata.GetString(space)}.{metadata.GetString(name)}";
}
