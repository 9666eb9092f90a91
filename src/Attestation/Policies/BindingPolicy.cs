// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Statements;

namespace Attestation.Policies;

/// <summary>Which programs a key may be bound to; an absent key takes the strict default, and an empty list of programs or images asks nothing.</summary>
public sealed record BindingPolicy
{
    private const int Sha256Bytes = 32;

    /// <summary>SHA-256 of accepted programs; empty accepts any.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Exes { get; private init; } = [];

    /// <summary>SHA-256 of accepted images' manifests; empty asks for none.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Images { get; private init; } = [];

    /// <summary>Accepted levels of measurement.</summary>
    public ImmutableArray<string> Measured { get; private init; } = SvidBinding.Levels;

    /// <summary>Accepted ways to know the process.</summary>
    public ImmutableArray<string> Methods { get; private init; } = ["front"];

    /// <summary>A binding that the agent made against its own policy is accepted.</summary>
    public bool ObservedUnsafe { get; private init; }

    /// <summary>A key without a binding is accepted.</summary>
    public bool UnboundUnsafe { get; private init; }

    /// <summary>True where the policy asks anything that only a binding can show.</summary>
    public bool AsksAnything => Exes.Length > 0 || Images.Length > 0;

    /// <summary>Keys in force that weaken trust, with their path.</summary>
    public ImmutableArray<string> Unsafe =>
    [
        .. ObservedUnsafe ? ["binding.observedUnsafe"] : Array.Empty<string>(),
        .. UnboundUnsafe ? ["binding.unboundUnsafe"] : Array.Empty<string>(),
    ];

    /// <summary>Reads the section <c>binding</c>.</summary>
    public static BindingPolicy Read(ConfigSection section)
    {
        BindingPolicy strict = new();
        BindingPolicy policy = new()
        {
            Exes = section.BytesList("exes", Sha256Bytes),
            Images = section.BytesList("images", Sha256Bytes),
            Measured = section.Choices("measured", strict.Measured, SvidBinding.Levels),
            Methods = section.Choices("methods", strict.Methods, SvidBinding.Methods),
            ObservedUnsafe = section.Boolean("observedUnsafe", absent: false),
            UnboundUnsafe = section.Boolean("unboundUnsafe", absent: false),
        };
        section.Done();
        return policy;
    }
}
