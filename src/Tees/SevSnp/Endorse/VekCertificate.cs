// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Endorse;

/// <summary>What AMD says of a chip, or of a provider, inside its VCEK or VLEK certificate.</summary>
/// <remarks>AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapter 3. Extensions stand in any order, each once.</remarks>
public sealed class VekCertificate
{
    private const string Structure = "AMD extensions";
    private const int WrapperBytes = 2;

    private VekCertificate(SnpProduct product, string productName, TcbVersion tcb, ReadOnlyMemory<byte>? hwId, string? cspId)
    {
        Product = product;
        ProductName = productName;
        Tcb = tcb;
        HwId = hwId;
        CspId = cspId;
    }

    /// <summary>The product line, by <see cref="ProductName"/>.</summary>
    public SnpProduct Product { get; }

    /// <summary>As certified, for example <c>Milan-B0</c>.</summary>
    public string ProductName { get; }

    /// <summary>0, from Turin on 1.</summary>
    public int StructVersion => Product.StructVersion;

    /// <summary>The TCB of the key; reserved bytes as certified, zero where the certificate leaves them out.</summary>
    public TcbVersion Tcb { get; }

    /// <summary>The chip's id as CHIP_ID has it, 64 bytes, or the 8 that Turin uses; null in a VLEK.</summary>
    public ReadOnlyMemory<byte>? HwId { get; }

    /// <summary>The provider, for example <c>CN=cc-us-east-2.amazonaws.com</c>; null in a VCEK.</summary>
    public string? CspId { get; }

    /// <summary>VCEK or VLEK, by which of the two ids it has.</summary>
    public VekKind Kind => HwId is null ? VekKind.Vlek : VekKind.Vcek;

    /// <summary>Reads the extensions of a leaf.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    /// <returns>The extensions, or null where one is absent or malformed.</returns>
    public static VekCertificate? Of(Certificate leaf, out Malformed? malformed)
    {
        malformed = null;
        string? name = Text(leaf, AmdOids.ProductName, "productName", ref malformed);
        SnpProduct? product = SnpProduct.OfLine(name?.Split('-')[0] ?? "");
        int? version = Number(leaf, AmdOids.Of(AmdOids.StructVersion), "structVersion", ref malformed);
        malformed ??= product is null ? new(Structure, "productName", $"got \"{name}\", want one of {string.Join(", ", SnpProduct.All)}")
            : version != product.StructVersion ? new(Structure, "structVersion", $"got {version}, want {product.StructVersion}")
            : null;
        if (malformed is not null)
        {
            return null;
        }

        TcbVersion tcb = ReadTcb(leaf, product!, ref malformed);
        ReadOnlyMemory<byte>? hwId = ReadHwId(leaf, product!, ref malformed);
        string? cspId = leaf.TryFind(AmdOids.Of(AmdOids.CspId), out _) ? Text(leaf, AmdOids.CspId, "cspID", ref malformed) : null;
        malformed ??= hwId is null == cspId is null
            ? new(Structure, "hwID", hwId is null ? "neither hwID nor cspID, want exactly one" : "both hwID and cspID, want exactly one")
            : null;
        return malformed is null ? new(product!, name!, tcb, hwId, cspId) : null;
    }

    private static TcbVersion ReadTcb(Certificate leaf, SnpProduct product, ref Malformed? malformed)
    {
        bool turin = product.Generation == TcbGeneration.Turin;
        ulong bits = 0;
        foreach ((byte arc, Field field, bool required) in VekSpl.Of(product.Generation))
        {
            byte[] oid = AmdOids.OfSpl(arc);
            if (required || leaf.TryFind(oid, out _))
            {
                bits |= (ulong)(Number(leaf, oid, field.CamelName + "SPL", ref malformed) ?? 0) << (8 * field.Offset);
            }
        }

        if (!turin && leaf.TryFind(AmdOids.OfSpl(AmdOids.Fmc), out _))
        {
            malformed ??= new(Structure, "fmcSPL", $"is there, and {product} has no FMC");
        }

        return new(bits, product.Generation);
    }

    // 64 raw bytes (Turin: 8); some documents of the KDS wrap them in an OCTET STRING.
    private static ReadOnlyMemory<byte>? ReadHwId(Certificate leaf, SnpProduct product, ref Malformed? malformed)
    {
        if (!leaf.TryFind(AmdOids.Of(AmdOids.HwId), out CertificateExtension extension))
        {
            return null;
        }

        ReadOnlyMemory<byte> value = extension.Value;
        bool wrapped = value.Length == product.ChipIdBytes + WrapperBytes
            && value.Span[0] == DerTag.OctetString && value.Span[1] == product.ChipIdBytes;
        ReadOnlyMemory<byte> hwId = wrapped ? value[WrapperBytes..] : value;
        if (hwId.Length != product.ChipIdBytes)
        {
            malformed ??= new(Structure, "hwID", $"is {hwId.Length} bytes, want {product.ChipIdBytes} for {product}");
        }

        return hwId;
    }

    private static string? Text(Certificate leaf, byte arc, string field, ref Malformed? malformed)
    {
        if (!leaf.TryFind(AmdOids.Of(arc), out CertificateExtension extension))
        {
            malformed ??= new(Structure, field, "is absent");
            return null;
        }

        DerReader der = new(extension.Value, Structure);
        ReadOnlySpan<byte> text = der.Content(DerTag.Ia5String, field).Span;
        der.Finish(field);
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            der.Fail(field, "is empty or not printable ASCII");
        }

        malformed ??= der.Fault;
        return malformed is null ? Encoding.ASCII.GetString(text) : null;
    }

    private static int? Number(Certificate leaf, byte[] oid, string field, ref Malformed? malformed)
    {
        if (!leaf.TryFind(oid, out CertificateExtension extension))
        {
            malformed ??= new(Structure, field, "is absent");
            return null;
        }

        DerReader der = new(extension.Value, Structure);
        ReadOnlySpan<byte> content = der.Natural(field, 2).Span;
        der.Finish(field);
        if (content.Length == 2 && content[0] != 0)
        {
            der.Fail(field, $"is {Hex.Of(content)}, want at most 00ff");
        }

        malformed ??= der.Fault;
        return malformed is null ? content[^1] : null;
    }
}
