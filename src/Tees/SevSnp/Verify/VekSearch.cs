// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 2: the certificate of the signing key, by what the report says of it; untrusted, as the report still is.</summary>
/// <param name="report">Only its CHIP_ID, REPORTED_TCB and CPUID are used.</param>
/// <param name="table">The host's table; null where there is none.</param>
/// <param name="endorsements">What is at hand; goes before the table.</param>
internal sealed class VekSearch(AttestationReport report, CertificateTable? table, Endorsements endorsements)
{
    /// <summary>Source of an Endorsement that came with the Evidence.</summary>
    public const string TableSource = "certificate table";

    // Version 2 does not name its product: any may be meant.
    private IEnumerable<SnpProduct> Products => report.Product is { } product ? [product] : SnpProduct.All;

    /// <summary>The leaf and its product, or null.</summary>
    public FoundVek? Find() => FindEndorsed() ?? (Tabled() is { } der ? Tabled(ProductOf(der), der) : null);

    /// <summary>What an Endorsement would have to be called, for people.</summary>
    public string Wanted => string.Join(" or ", Products.Select(product => report.KeyInfo.Kind == VekKind.Vlek
        ? $"{AmdKds.VlekPrefix(product)}<sha256>{AmdKds.Der}"
        : AmdKds.Vcek(product, report.ChipId, report.ReportedTcb(product.Generation)) + AmdKds.Der));

    private FoundVek? FindEndorsed()
    {
        foreach (SnpProduct product in Products)
        {
            if ((report.KeyInfo.Kind == VekKind.Vlek ? FindVlek(product) : FindVcek(product)) is { } leaf)
            {
                return new(product, leaf, IsTabled: false);
            }
        }

        return null;
    }

    private Endorsement? FindVcek(SnpProduct product) =>
        endorsements.TryGet(AmdKds.Vcek(product, report.ChipId, report.ReportedTcb(product.Generation)), AmdKds.Der, out Endorsement? leaf) ? leaf : null;

    // A VLEK's name does not tell its TCB: among several the one that made this report, else one that says why it did not.
    private Endorsement? FindVlek(SnpProduct product)
    {
        string prefix = AmdKds.VlekPrefix(product);
        ImmutableArray<Endorsement> all =
        [
            .. endorsements.All
                .Where(each => each.Suffix == AmdKds.Der && each.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(each => each.Name, StringComparer.Ordinal),
        ];
        return all.Length < 2 ? all.FirstOrDefault() : all.FirstOrDefault(each => Signed(each, product)) ?? all[0];
    }

    private bool Signed(Endorsement leaf, SnpProduct product)
    {
        if (!Certificate.TryParse(leaf.Bytes, out Certificate? certificate, out _)
            || VekCertificate.Of(certificate, out _) is not { } vek
            || vek.Tcb != report.ReportedTcb(product.Generation)
            || !VerificationKey.TryImport(certificate.SubjectPublicKeyInfo, out VerificationKey? key, out _))
        {
            return false;
        }

        using (key)
        {
            return key.Verifies(SignatureScheme.EcdsaSha384Raw, report.SignedBytes.Span, report.Signature.BigEndian);
        }
    }

    private ReadOnlyMemory<byte>? Tabled() => report.KeyInfo.Kind == VekKind.Vlek ? table?.Vlek : table?.Vcek;

    // A table's leaf that cannot be read belongs to the report's product, or to any: the rules of the leaf say what is wrong.
    private SnpProduct ProductOf(ReadOnlyMemory<byte> der) =>
        report.Product
        ?? (Certificate.TryParse(der, out Certificate? leaf, out _) && VekCertificate.Of(leaf, out _) is { } vek ? vek.Product : SnpProduct.All[0]);

    private FoundVek Tabled(SnpProduct product, ReadOnlyMemory<byte> der)
    {
        string name = report.KeyInfo.Kind == VekKind.Vlek
            ? AmdKds.Vlek(product, System.Security.Cryptography.SHA256.HashData(der.Span))
            : AmdKds.Vcek(product, report.ChipId, report.ReportedTcb(product.Generation));
        return new(product, new(name, AmdKds.Der, der) { Source = TableSource }, IsTabled: true);
    }
}
