// SPDX-License-Identifier: Apache-2.0

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Attestation.Laws.Built;

/// <summary>Finds everything that one type mentions: bases, signatures, attributes, and the instructions of its methods.</summary>
/// <param name="file">The assembly's file.</param>
/// <param name="metadata">Its metadata.</param>
internal sealed class TypeScan(PEReader file, MetadataReader metadata)
{
    private readonly TypeSink sink = new();

    public IReadOnlySet<TypeUse> Run(TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        Add(type.BaseType);
        AddAll(type.GetInterfaceImplementations(), each => Add(metadata.GetInterfaceImplementation(each).Interface));
        AddAll(type.GetFields(), each => metadata.GetFieldDefinition(each).DecodeSignature(sink, null));
        AddAll(type.GetFields(), each => Attributes(metadata.GetFieldDefinition(each).GetCustomAttributes()));
        AddAll(type.GetProperties(), each => Attributes(metadata.GetPropertyDefinition(each).GetCustomAttributes()));
        AddAll(type.GetMethods(), each => Method(metadata.GetMethodDefinition(each)));
        Constraints(type.GetGenericParameters());
        Attributes(type.GetCustomAttributes());
        return sink.Found;
    }

    private static void AddAll<THandle>(IEnumerable<THandle> handles, Action<THandle> add)
    {
        foreach (THandle handle in handles)
        {
            add(handle);
        }
    }

    private void Method(MethodDefinition method)
    {
        method.DecodeSignature(sink, null);
        Constraints(method.GetGenericParameters());
        Attributes(method.GetCustomAttributes());
        AddAll(method.GetParameters(), each => Attributes(metadata.GetParameter(each).GetCustomAttributes()));
        if (method.RelativeVirtualAddress != 0)
        {
            Body(file.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void Body(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(sink, null);
        }

        AddAll(body.ExceptionRegions, each => Add(each.CatchType));
        AddAll(Instructions.Tokens(body.GetILReader()), Add);
    }

    private void Constraints(GenericParameterHandleCollection parameters) =>
        AddAll(
            parameters.SelectMany(each => metadata.GetGenericParameter(each).GetConstraints()),
            each => Add(metadata.GetGenericParameterConstraint(each).Type));

    private void Attributes(CustomAttributeHandleCollection attributes) =>
        AddAll(attributes, each => Add(metadata.GetCustomAttribute(each).Constructor));

    private void Add(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                sink.Found.Add(Names.Use(metadata, (TypeReferenceHandle)handle, null));
                break;
            case HandleKind.TypeDefinition:
                sink.Found.Add(Names.Use(metadata, (TypeDefinitionHandle)handle, null));
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(sink, null);
                break;
            case HandleKind.MemberReference:
                Member((MemberReferenceHandle)handle);
                break;
            case HandleKind.MethodDefinition:
                MethodDefinition method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                sink.Found.Add(Names.Use(metadata, method.GetDeclaringType(), metadata.GetString(method.Name)));
                break;
            case HandleKind.FieldDefinition:
                FieldDefinition field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                sink.Found.Add(Names.Use(metadata, field.GetDeclaringType(), metadata.GetString(field.Name)));
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                generic.DecodeSignature(sink, null);
                Add(generic.Method);
                break;
            case HandleKind.StandaloneSignature:
                metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).DecodeMethodSignature(sink, null);
                break;
            default:
                break;
        }
    }

    private void Member(MemberReferenceHandle handle)
    {
        sink.Found.UnionWith(MemberUse.Of(metadata, handle));
        MemberReference member = metadata.GetMemberReference(handle);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(sink, null);
        }
        else
        {
            member.DecodeFieldSignature(sink, null);
        }
    }
}
