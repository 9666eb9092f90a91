// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Machine.Simulator;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Faults of the VCEK or VLEK; some of them make sense for a VCEK of Genoa alone.</summary>
public static class VekFault
{
    /// <summary>There is none.</summary>
    public static readonly Fault Missing = new(
        "leaf-missing",
        "there is no certificate of the signing key",
        machine => machine with { Kds = machine.Kds with { Withheld = machine.Kds.Withheld.Add(KdsDocument.Leaf) } });

    /// <summary>It is no certificate.</summary>
    public static readonly Fault Garbled = new(
        "leaf-garbled",
        "the leaf is no certificate",
        machine => machine with { Kds = machine.Kds with { LeafTampers = [new(0, new byte[4])] } });

    /// <summary>It expired.</summary>
    public static readonly Fault LeafExpired = Of(
        "leaf-expired",
        "the leaf expired one second ago",
        (pki, now) => pki with { Leaf = pki.Leaf with { NotAfter = now.AddSeconds(-1) } });

    /// <summary>It is not yet valid.</summary>
    public static readonly Fault LeafNotYetValid = Of(
        "leaf-not-yet-valid",
        "the leaf is valid from one second from now on",
        (pki, now) => pki with { Leaf = pki.Leaf with { NotBefore = now.AddSeconds(1) } });

    /// <summary>One bit of its signature.</summary>
    public static readonly Fault LeafSignature = Of(
        "leaf-signature",
        "one bit of the signature on the leaf is flipped",
        (pki, now) => pki with { Leaf = pki.Leaf with { SignedBy = SignedBy.RightKeyThenCorrupted } });

    /// <summary>Another name.</summary>
    public static readonly Fault LeafCommonName = Of(
        "leaf-common-name",
        "the leaf has another common name",
        (pki, now) => pki with { Leaf = pki.Leaf with { Subject = AmdPkiOptions.Name("SEV-Naples") } });

    /// <summary>No P-384 key.</summary>
    public static readonly Fault LeafKey = Of(
        "leaf-key", "the leaf has a P-256 key", (pki, now) => pki with { Leaf = pki.Leaf with { Key = KeyKind.EcdsaP256 } });

    /// <summary>The other issuer's.</summary>
    public static readonly Fault LeafBySibling = Of(
        "leaf-by-sibling",
        "the leaf is issued by the authority of the other kind",
        (pki, now) => pki with { LeafIssuer = AmdRole.Sibling });

    /// <summary>The root's.</summary>
    public static readonly Fault LeafByArk = Of(
        "leaf-by-ark", "the leaf is issued by the ARK itself", (pki, now) => pki with { LeafIssuer = AmdRole.Ark });

    /// <summary>An extension is missing.</summary>
    public static readonly Fault WithoutBootLoader = Vek(
        "leaf-without-boot-loader", "the leaf has no blSPL", vek => vek with { Omit = ["3.1"] });

    /// <summary>An extension is missing.</summary>
    public static readonly Fault WithoutSnp = Vek(
        "leaf-without-snp", "the leaf has no snpSPL", vek => vek with { Omit = ["3.3"] });

    /// <summary>An extension is missing.</summary>
    public static readonly Fault WithoutMicrocode = Vek(
        "leaf-without-microcode", "the leaf has no ucodeSPL", vek => vek with { Omit = ["3.8"] });

    /// <summary>An extension is missing.</summary>
    public static readonly Fault WithoutStructVersion = Vek(
        "leaf-without-struct-version", "the leaf has no structVersion", vek => vek with { Omit = ["1"] });

    /// <summary>An extension is missing.</summary>
    public static readonly Fault WithoutProductName = Vek(
        "leaf-without-product-name", "the leaf has no productName", vek => vek with { Omit = ["2"] });

    /// <summary>Neither chip nor provider.</summary>
    public static readonly Fault WithoutId = Vek(
        "leaf-without-id", "the leaf has neither hwID nor cspID", vek => vek with { Omit = ["4", "5"] });

    /// <summary>Chip and provider.</summary>
    public static readonly Fault BothIds = Vek(
        "leaf-both-ids",
        "the leaf has hwID and cspID",
        vek => vek with { Replace = vek.Replace.SetItem("4", new byte[64]).SetItem("5", "\u0016\u0001x"u8.ToArray()) });

    /// <summary>A level that fits no byte.</summary>
    public static readonly Fault LargeSpl = Vek(
        "leaf-large-spl", "snpSPL is 256", vek => vek with { Replace = vek.Replace.SetItem("3.3", new byte[] { 2, 2, 1, 0 }) });

    /// <summary>A chip id of another length.</summary>
    public static readonly Fault ShortHwId = Vek(
        "leaf-short-hwid", "hwID is 63 bytes", vek => vek with { Replace = vek.Replace.SetItem("4", new byte[63]) });

    /// <summary>A level that the product does not have.</summary>
    public static readonly Fault Fmc = Vek(
        "leaf-fmc", "a leaf of Genoa has fmcSPL", vek => vek with { Replace = vek.Replace.SetItem("3.9", new byte[] { 2, 1, 0 }) });

    /// <summary>A structure of another product.</summary>
    public static readonly Fault StructVersion = Vek(
        "leaf-struct-version", "structVersion is 7", vek => vek with { StructVersion = 7 });

    /// <summary>A product that is not known.</summary>
    public static readonly Fault UnknownProduct = Vek(
        "leaf-product-unknown", "the leaf is of Naples", vek => vek with { ProductName = "Naples" });

    /// <summary>Another product.</summary>
    public static readonly Fault OtherProduct = Vek(
        "leaf-product", "the leaf is of Milan under the chain of Genoa", vek => vek with { ProductName = "Milan-B0" });

    /// <summary>Another TCB.</summary>
    public static readonly Fault OtherTcb = Vek(
        "leaf-tcb",
        "the leaf is of an older microcode",
        vek => vek with { Tcb = new(BootLoader: 10, Tee: 0, Snp: 27, Microcode: 216, Fmc: 1) });

    /// <summary>A reserved level.</summary>
    public static readonly Fault ReservedSpl = Vek(
        "leaf-reserved-spl", "spl5 is 1", vek => vek with { Replace = vek.Replace.SetItem("3.5", new byte[] { 2, 1, 1 }) });

    /// <summary>Another chip.</summary>
    public static readonly Fault OtherChip = Vek(
        "leaf-chip", "the leaf is of another chip", vek => vek with { HwId = new byte[64] });

    /// <summary>No chip.</summary>
    public static readonly Fault MaskedChip = new(
        "chip-masked", "the chip id is masked", machine => machine.WithReport(report => report with { ChipId = new byte[64] }));

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Missing, Garbled, LeafExpired, LeafNotYetValid, LeafSignature, LeafCommonName, LeafKey, LeafBySibling, LeafByArk,
        WithoutBootLoader, WithoutSnp, WithoutMicrocode, WithoutStructVersion, WithoutProductName, WithoutId, BothIds, LargeSpl,
        ShortHwId, Fmc, StructVersion, UnknownProduct, OtherProduct, OtherTcb, ReservedSpl, OtherChip, MaskedChip,
    ];

    private static Fault Of(string name, string says, Func<AmdPkiOptions, DateTimeOffset, AmdPkiOptions> change) =>
        new(name, says, machine => machine with { Pki = change(machine.Pki, machine.Now) });

    private static Fault Vek(string name, string says, Func<VekOptions, VekOptions> change) =>
        new(name, says, machine => machine with { Vek = change(machine.Vek) });
}
