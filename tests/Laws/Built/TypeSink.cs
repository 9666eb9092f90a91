// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Attestation.Laws.Built;

/// <summary>Collects every type that signatures name; the decoded value itself says nothing.</summary>
internal sealed class TypeSink : ISignatureTypeProvider<byte, object?>
{
    private readonly List<TypeUse> inOrder = [];

    /// <summary>Each type once.</summary>
    public HashSet<TypeUse> Found { get; } = [];

    /// <summary>Each type where it was first named: a generic type before its arguments.</summary>
    public IReadOnlyList<TypeUse> InOrder => inOrder;

    public byte GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Add(Names.Use(reader, handle, null));

    public byte GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Add(Names.Use(reader, handle, null));

    public byte GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public byte GetFunctionPointerType(MethodSignature<byte> signature) => 0;

    public byte GetModifiedType(byte modifier, byte unmodifiedType, bool isRequired) => 0;

    public byte GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

    public byte GetArrayType(byte elementType, ArrayShape shape) => 0;

    public byte GetByReferenceType(byte elementType) => 0;

    public byte GetGenericInstantiation(byte genericType, ImmutableArray<byte> typeArguments) => 0;

    public byte GetGenericMethodParameter(object? genericContext, int index) => 0;

    public byte GetGenericTypeParameter(object? genericContext, int index) => 0;

    public byte GetPinnedType(byte elementType) => 0;

    public byte GetPointerType(byte elementType) => 0;

    public byte GetSZArrayType(byte elementType) => 0;

    private byte Add(TypeUse use)
    {
        if (Found.Add(use))
        {
            inOrder.Add(use);
        }

        return 0;
    }
}
