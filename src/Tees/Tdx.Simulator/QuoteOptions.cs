// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>How a quote is laid out; declared lengths are true unless given.</summary>
public sealed record QuoteOptions
{
    /// <summary>Quote version; 5 has a body descriptor, every other is laid out as 4.</summary>
    public ushort Version { get; init; } = 4;

    /// <summary>The TD report inside; version 4 can name <see cref="TdBodyType.Td10"/> only.</summary>
    public TdBodyType BodyType { get; init; } = TdBodyType.Td10;

    /// <summary>Attestation key type.</summary>
    public ushort KeyType { get; init; } = 2;

    /// <summary>TEE type.</summary>
    public uint TeeType { get; init; } = QuoteHeader.TdxTeeType;

    /// <summary>QE vendor id, 16 bytes.</summary>
    public ReadOnlyMemory<byte> VendorId { get; init; } = Convert.FromHexString("939a7233f79c4ca9940a0db3957f0607");

    /// <summary>Body type as written; null writes the true one.</summary>
    public ushort? DeclaredBodyType { get; init; }

    /// <summary>Body size as written; null writes the true one.</summary>
    public uint? DeclaredBodySize { get; init; }

    /// <summary>Length of the signature data as written; null writes the true one.</summary>
    public uint? DeclaredSignatureDataLength { get; init; }

    /// <summary>Size of the outer certification data as written; null writes the true one.</summary>
    public uint? DeclaredOuterSize { get; init; }

    /// <summary>Length of the authentication data as written; null writes the true one.</summary>
    public ushort? DeclaredAuthenticationDataLength { get; init; }

    /// <summary>Size of the inner certification data as written; null writes the true one.</summary>
    public uint? DeclaredInnerSize { get; init; }

    /// <summary>Type of the outer certification data.</summary>
    public ushort OuterType { get; init; } = 6;

    /// <summary>
    /// Type of the inner certification data: 1 PPID and SVNs in the clear, 4 the leaf alone, 5 the chain; others carry the chain.
    /// </summary>
    public ushort InnerType { get; init; } = CertificationData.PckChain;

    /// <summary>The certificates of the chain, in order.</summary>
    public ImmutableArray<CertificateRole> Chain { get; init; } = [CertificateRole.Pck, CertificateRole.Intermediate, CertificateRole.Root];

    /// <summary>True writes CRLF instead of LF, which is allowed.</summary>
    public bool HasCrLf { get; init; }

    /// <summary>What follows the chain's last line: usually one NUL, which may be missing.</summary>
    public ReadOnlyMemory<byte> ChainTail { get; init; } = new byte[1];

    /// <summary>Bytes behind the inner certification data, inside the outer one.</summary>
    public ReadOnlyMemory<byte> OuterTail { get; init; }

    /// <summary>Bytes behind the outer certification data, inside the signature data.</summary>
    public ReadOnlyMemory<byte> SignatureDataTail { get; init; }

    /// <summary>Bytes behind the quote: providers append zeros.</summary>
    public ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>How the quote's signature comes out.</summary>
    public QuoteSignatureForm Signature { get; init; }

    /// <summary>Version 5 with that TD report.</summary>
    public static QuoteOptions Version5(TdBodyType type) => new() { Version = 5, BodyType = type };
}
