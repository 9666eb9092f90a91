// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>PLATFORM_INFO: what is in force on the host. AMD SEV-SNP Firmware ABI, doc 56860, chapter 7.</summary>
/// <param name="Bits">The 64 bits; bit 0 is the lowest of the first byte.</param>
/// <remarks>
/// <list type="table">
/// <item><term>0</term><description>SMT_EN</description></item>
/// <item><term>1</term><description>TSME_EN</description></item>
/// <item><term>2</term><description>ECC_EN</description></item>
/// <item><term>3</term><description>RAPL_DIS</description></item>
/// <item><term>4</term><description>CIPHERTEXT_HIDING_DRAM_EN</description></item>
/// <item><term>5</term><description>ALIAS_CHECK_COMPLETE (AMD-SB-3015)</description></item>
/// <item><term>6</term><description>IOMMU_WRITE_SAFE (AMD-SB-3016)</description></item>
/// <item><term>7</term><description>TIO_EN</description></item>
/// <item><term>8-63</term><description>new bits appear without a change of version: reported, never refused</description></item>
/// </list>
/// </remarks>
public readonly record struct PlatformInfo(ulong Bits)
{
    /// <summary>Bits that a policy may require or forbid, by its name for them.</summary>
    public static ImmutableArray<NamedBit> Named { get; } =
    [
        new("smtEnabled", 0), new("tsme", 1), new("ecc", 2), new("raplDisabled", 3), new("ciphertextHiding", 4),
        new("aliasCheckComplete", 5), new("iommuWriteSafe", 6), new("tio", 7),
    ];

    /// <summary>Simultaneous multithreading is on.</summary>
    public bool SmtEn => Has(0);

    /// <summary>Transparent memory encryption is on.</summary>
    public bool TsmeEn => Has(1);

    /// <summary>Memory corrects errors.</summary>
    public bool EccEn => Has(2);

    /// <summary>RAPL is disabled.</summary>
    public bool RaplDis => Has(3);

    /// <summary>Ciphertext of the guest's memory is hidden from the host.</summary>
    public bool CiphertextHidingDramEn => Has(4);

    /// <summary>Memory was checked for aliases since the last reset.</summary>
    public bool AliasCheckComplete => Has(5);

    /// <summary>The IOMMU cannot write into guests.</summary>
    public bool IommuWriteSafe => Has(6);

    /// <summary>Trusted I/O is on.</summary>
    public bool TioEn => Has(7);

    /// <summary>Names of the set bits in AMD's spelling, comma-separated; bits without a name as "bit N".</summary>
    public override string ToString() => NamedBits.Join(Bits, Name);

    private bool Has(int bit) => (Bits >> bit & 1) != 0;

    private static string? Name(ulong bit) => new PlatformInfo(bit) switch
    {
        { SmtEn: true } => "SMT_EN",
        { TsmeEn: true } => "TSME_EN",
        { EccEn: true } => "ECC_EN",
        { RaplDis: true } => "RAPL_DIS",
        { CiphertextHidingDramEn: true } => "CIPHERTEXT_HIDING_DRAM_EN",
        { AliasCheckComplete: true } => "ALIAS_CHECK_COMPLETE",
        { IommuWriteSafe: true } => "IOMMU_WRITE_SAFE",
        { TioEn: true } => "TIO_EN",
        _ => null,
    };
}
