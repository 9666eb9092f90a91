// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Endorse;

/// <summary>Who may have signed the TDX module, and with which attributes. PCS API v4, <c>tdxModule</c> and <c>tdxModuleIdentities[]</c>.</summary>
/// <param name="Id"><c>TDX_</c> and the major version in two hex digits, upper case; empty for <c>tdxModule</c> itself.</param>
/// <param name="MrSigner">48 bytes, MRSIGNERSEAM.</param>
/// <param name="Attributes">8 bytes, SEAMATTRIBUTES.</param>
/// <param name="AttributesMask">8 bytes.</param>
/// <param name="Levels">By descending SVN; empty for <c>tdxModule</c>.</param>
public sealed record TdxModuleIdentity(
    string Id,
    ReadOnlyMemory<byte> MrSigner,
    ReadOnlyMemory<byte> Attributes,
    ReadOnlyMemory<byte> AttributesMask,
    ImmutableArray<IsvLevel> Levels);
