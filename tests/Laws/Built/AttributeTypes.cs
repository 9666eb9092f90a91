// SPDX-License-Identifier: Apache-2.0

using System.Reflection.Metadata;

namespace Attestation.Laws.Built;

/// <summary>Types of attribute arguments, as full names.</summary>
internal sealed class AttributeTypes : ICustomAttributeTypeProvider<string>
{
    private AttributeTypes()
    {
    }

    public static AttributeTypes Instance { get; } = new();

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => "System.Type";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Names.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Names.Of(reader, handle);

    public string GetTypeFromSerializedName(string name) => name;

    /// <summary>Outcome is a byte; the other enums that test attributes take are ints.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) =>
        type == typeof(Outcome).FullName ? PrimitiveTypeCode.Byte : PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == "System.Type";
}
