// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Planning;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Endorse;

/// <summary>Which of AMD's documents a report needs, and where they lie. AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 4.</summary>
/// <remarks>Nothing is authentic yet: of the report only CHIP_ID and REPORTED_TCB enter a path, as hex and decimal digits.</remarks>
internal static class AmdPlan
{
    private const string Given = "give it with --endorsements, or have the host hand out its certificate table";

    // The service refuses a request that comes again within ten seconds, and clients that come too often.
    private static readonly EndorsementHost Kds = new("amd-kds", "https://kdsintf.amd.com") { Interval = TimeSpan.FromSeconds(1) };

    /// <summary>The chain, which judges the others; the revocation list; the leaf where the host has not given it.</summary>
    /// <param name="report">As received.</param>
    /// <param name="table">The host's table; null where there is none.</param>
    /// <param name="policy">Its <c>products</c>, where it is one, stands in for what a report of version 2 does not say.</param>
    public static ImmutableArray<EndorsementRequest> Of(AttestationReport report, CertificateTable? table, SevSnpPolicy? policy)
    {
        VekKind kind = report.KeyInfo.MaskChipKey ? VekKind.None : report.KeyInfo.Kind;
        if (kind == VekKind.None || (report.HasCpuid && report.Product is null))
        {
            return [];
        }

        if (PlannedProduct.Of(report, table, policy) is not { } product)
        {
            return [NotServed("amd", "a report of version 2 does not name its product, so nobody can be asked: name one in the policy's sevSnp.products, or " + Given)];
        }

        EndorsementRequest chain = new(AmdKds.CertChain(product, kind), AmdKds.PemChain, Route(product, kind, "cert_chain"));
        EndorsementRequest crl = new(AmdKds.RevocationList(product, kind), AmdKds.Crl, Route(product, kind, "crl"))
        {
            Form = EndorsementForm.Crl,
            Needs = [chain.Name],
        };
        return PlannedLeaf(report, table, product) is { } leaf ? [chain, crl, leaf with { Needs = [chain.Name] }] : [chain, crl];
    }

    private static EndorsementRequest? PlannedLeaf(AttestationReport report, CertificateTable? table, SnpProduct product)
    {
        TcbVersion tcb = report.ReportedTcb(product.Generation);
        return report.KeyInfo.Kind == VekKind.Vlek
            ? table?.Vlek is null ? NotServed(AmdKds.VlekPrefix(product).TrimEnd('/'), $"AMD gives a VLEK to its provider alone: {Given}") : null
            : TabledLeaf.IsOf(table?.Vcek, report.ChipId, tcb) ? null
            : Unaddressable(report.ChipId, product) is { } because ? NotServed(AmdKds.VcekPrefix(product).TrimEnd('/'), because)
            : new(AmdKds.Vcek(product, report.ChipId, tcb), AmdKds.Der, Route(product, VekKind.Vcek, $"{Hex.Of(report.ChipId[..product.ChipIdBytes])}?{Query(tcb)}"));
    }

    private static string? Unaddressable(ReadOnlySpan<byte> chipId, SnpProduct product) =>
        !chipId.ContainsAnyExcept((byte)0) ? $"the host masks CHIP_ID, by which alone AMD's service finds a VCEK: {Given}"
        : chipId[product.ChipIdBytes..].ContainsAnyExcept((byte)0) ? $"CHIP_ID has more than the {product.ChipIdBytes} bytes of a {product}: AMD's service has no such chip"
        : null;

    private static string Query(TcbVersion tcb)
    {
        string fmc = tcb.Fmc is { } level ? string.Create(CultureInfo.InvariantCulture, $"fmcSPL={level:00}&") : "";
        return fmc + string.Create(
            CultureInfo.InvariantCulture, $"blSPL={tcb.BootLoader:00}&teeSPL={tcb.Tee:00}&snpSPL={tcb.Snp:00}&ucodeSPL={tcb.Microcode:00}");
    }

    private static ImmutableArray<EndorsementRoute> Route(SnpProduct product, VekKind kind, string what) =>
        [new(Kds, $"/{SevSnpWords.Of(kind)}/v1/{product.Line}/{what}")];

    private static EndorsementRequest NotServed(string name, string because) => new(name, AmdKds.Der, []) { NotServed = because };
}
