// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Endorse;

/// <summary>Names of AMD's Endorsements (CONTRACTS, section 6), the same in directories, bundles, caches and results.</summary>
public static class AmdKds
{
    /// <summary>Suffix of leaves.</summary>
    public const string Der = ".der";

    /// <summary>Suffix of certificate chains.</summary>
    public const string PemChain = ".pem";

    /// <summary>Suffix of CRLs.</summary>
    public const string Crl = ".crl";

    private const string Vendor = "amd";
    private const string CertChains = "cert-chain";
    private const string Crls = "crl";
    private const int Sha256Bytes = 32;

    /// <summary>Name of a chip's certificate at a TCB.</summary>
    /// <param name="product">The product.</param>
    /// <param name="chipId">64 bytes, as in the report.</param>
    /// <param name="tcb">As in the report.</param>
    public static string Vcek(SnpProduct product, ReadOnlySpan<byte> chipId, TcbVersion tcb) =>
        $"{VcekPrefix(product)}{Hex.Of(chipId)}/{tcb.Hex}";

    /// <summary>What the names of all of a product's VCEK certificates begin with.</summary>
    public static string VcekPrefix(SnpProduct product) => $"{Vendor}/{product.Name}/{SevSnpWords.Of(VekKind.Vcek)}/";

    /// <summary>Name of a provider's certificate.</summary>
    /// <param name="product">The product.</param>
    /// <param name="sha256">SHA-256 of its DER.</param>
    public static string Vlek(SnpProduct product, ReadOnlySpan<byte> sha256) => VlekPrefix(product) + Hex.Of(sha256);

    /// <summary>What the names of all of a product's VLEK certificates begin with.</summary>
    public static string VlekPrefix(SnpProduct product) => $"{Vendor}/{product.Name}/{SevSnpWords.Of(VekKind.Vlek)}/";

    /// <summary>Name of ASK or ASVK with its ARK.</summary>
    public static string CertChain(SnpProduct product, VekKind kind) => $"{Vendor}/{product.Name}/{CertChains}/{SevSnpWords.Of(kind)}";

    /// <summary>Name of the ARK's revocation list.</summary>
    public static string RevocationList(SnpProduct product, VekKind kind) => $"{Vendor}/{product.Name}/{Crls}/{SevSnpWords.Of(kind)}";

    /// <summary>The suffixes that an Endorsement of this name may have; empty for names that are not AMD's.</summary>
    public static ImmutableArray<string> Suffixes(string name) =>
        name.Split('/') is [Vendor, string product, ..] and var parts && SnpProduct.OfName(product) is not null ? SuffixesOf(parts) : [];

    /// <summary>Whose Endorsement this is, and of which kind of key.</summary>
    /// <param name="name">One that <see cref="Suffixes"/> knows.</param>
    public static (SnpProduct Product, VekKind Kind) SubjectOf(string name)
    {
        string[] parts = name.Split('/');
        string kind = parts[2] is CertChains or Crls ? parts[3] : parts[2];
        return (SnpProduct.OfName(parts[1])!, kind == SevSnpWords.Of(VekKind.Vlek) ? VekKind.Vlek : VekKind.Vcek);
    }

    private static ImmutableArray<string> SuffixesOf(string[] parts) => parts switch
    {
        [_, _, CertChains, "vcek" or "vlek"] => [PemChain],
        [_, _, Crls, "vcek" or "vlek"] => [Crl],
        [_, _, "vcek", string chipId, string tcb] when IsHex(chipId, AttestationReportLayout.ChipId.Length) && IsHex(tcb, sizeof(ulong)) => [Der],
        [_, _, "vlek", string sha256] when IsHex(sha256, Sha256Bytes) => [Der],
        _ => [],
    };

    private static bool IsHex(string text, int bytes) => Hex.TryReadLower(text, bytes, out _);
}
