// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>What TCB info says of the TDX modules of one major version, or of all where it has no id.</summary>
public sealed record TdxModuleIdentityOptions
{
    /// <summary>For example <c>TDX_01</c>; not written for the module of version 0.</summary>
    public string Id { get; init; } = "TDX_01";

    /// <summary>MRSIGNERSEAM, 48 bytes.</summary>
    public ReadOnlyMemory<byte> MrSigner { get; init; } = new byte[48];

    /// <summary>SEAMATTRIBUTES, 8 bytes.</summary>
    public ReadOnlyMemory<byte> Attributes { get; init; } = new byte[8];

    /// <summary>Mask of <see cref="Attributes"/>, 8 bytes.</summary>
    public ReadOnlyMemory<byte> AttributesMask { get; init; } = Convert.FromHexString("ffffffffffffffff");

    /// <summary>Levels by ISVSVN; Intel writes the highest first.</summary>
    public ImmutableArray<IsvLevelOptions> Levels { get; init; } = [];
}
