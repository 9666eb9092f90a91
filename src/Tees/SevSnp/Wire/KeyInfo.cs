// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Wire;

/// <summary>Which keys a report is about. AMD SEV-SNP Firmware ABI, doc 56860, chapter 7, offset 0x48.</summary>
/// <param name="Bits">The 32 bits.</param>
/// <remarks>
/// <list type="table">
/// <item><term>0</term><description>AUTHOR_KEY_EN</description></item>
/// <item><term>1</term><description>MASK_CHIP_KEY: the signature is zero</description></item>
/// <item><term>2-4</term><description>SIGNING_KEY: 0 VCEK, 1 VLEK, 2 VCEK from the chip secret, 7 none</description></item>
/// <item><term>5-31</term><description>reserved, zero</description></item>
/// </list>
/// </remarks>
public readonly record struct KeyInfo(uint Bits)
{
    /// <summary>Bits 5 to 31.</summary>
    public const uint Reserved = 0xffff_ffe0;

    /// <summary>AUTHOR_KEY_DIGEST is valid.</summary>
    public bool AuthorKeyEn => (Bits & 1) != 0;

    /// <summary>The host masked the signing key: the report has no signature.</summary>
    public bool MaskChipKey => (Bits >> 1 & 1) != 0;

    /// <summary>SIGNING_KEY, 0 to 7.</summary>
    public int SigningKey => (int)(Bits >> 2 & 7);

    /// <summary>The kind of key that signs; <see cref="VekKind.None"/> where no certificate of such a key exists.</summary>
    public VekKind Kind => SigningKey switch
    {
        0 => VekKind.Vcek,
        1 => VekKind.Vlek,
        _ => VekKind.None,
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        string key = SigningKey switch
        {
            0 => "VCEK",
            1 => "VLEK",
            2 => "VCEK from the chip secret",
            7 => "no signing key",
            _ => $"reserved signing key {SigningKey}",
        };
        return $"{key}{(AuthorKeyEn ? ", AUTHOR_KEY_EN" : "")}{(MaskChipKey ? ", MASK_CHIP_KEY" : "")}";
    }
}
