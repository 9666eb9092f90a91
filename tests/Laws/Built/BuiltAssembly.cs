// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Attestation.Laws.Tree;

namespace Attestation.Laws.Built;

/// <summary>A compiled assembly, read as metadata and never loaded.</summary>
internal sealed class BuiltAssembly
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    private BuiltAssembly(PEReader file)
    {
        this.file = file;
        metadata = file.GetMetadataReader();
        Name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
    }

    public string Name { get; }

    /// <summary>Simple names of the assemblies it was compiled against and uses.</summary>
    public IEnumerable<string> References =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));

    /// <summary>Methods that are imported from native code.</summary>
    public IEnumerable<string> NativeImports =>
        metadata.MethodDefinitions
            .Select(metadata.GetMethodDefinition)
            .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(method => $"{Names.Of(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}");

    /// <summary>Every type of another assembly, and every member of one, that anything in this assembly mentions: signatures too.</summary>
    public IEnumerable<TypeUse> Mentions =>
    [
        .. metadata.TypeReferences.Select(handle => Names.Use(metadata, handle, null)),
        .. metadata.MemberReferences.SelectMany(handle => MemberUse.Of(metadata, handle)),
    ];

    public static BuiltAssembly Of(ProjectFile project) => Open(project.BuiltPath);

    public static BuiltAssembly Open(string path) => new(new PEReader(ImmutableArray.Create(File.ReadAllBytes(path))));

    /// <summary>What each outermost type mentions, bodies of its methods and of its nested types included.</summary>
    public ILookup<string, TypeUse> UsesByType() =>
        metadata.TypeDefinitions
            .SelectMany(handle => new TypeScan(file, metadata).Run(handle).Select(use => (User: Names.Outermost(metadata, handle), Use: use)))
            .Distinct()
            .ToLookup(pair => pair.User, pair => pair.Use);

    /// <summary>Methods with custom attributes, through <paramref name="read"/>.</summary>
    public IEnumerable<T> Methods<T>(Func<MetadataReader, MethodDefinition, IEnumerable<T>> read) =>
        metadata.MethodDefinitions.SelectMany(handle => read(metadata, metadata.GetMethodDefinition(handle)));
}
