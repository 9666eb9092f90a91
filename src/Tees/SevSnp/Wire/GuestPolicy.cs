// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>POLICY: what the guest's owner allows and demands; enforced by the firmware. AMD SEV-SNP Firmware ABI, doc 56860, section 4.3.</summary>
/// <param name="Bits">The 64 bits; bit 0 is the lowest of the first byte.</param>
/// <remarks>
/// <list type="table">
/// <item><term>0-7, 8-15</term><description>ABI_MINOR, ABI_MAJOR: lowest firmware ABI</description></item>
/// <item><term>16</term><description>SMT</description></item>
/// <item><term>17</term><description>reserved, must be one</description></item>
/// <item><term>18</term><description>MIGRATE_MA</description></item>
/// <item><term>19</term><description>DEBUG</description></item>
/// <item><term>20</term><description>SINGLE_SOCKET</description></item>
/// <item><term>21</term><description>CXL_ALLOW</description></item>
/// <item><term>22</term><description>MEM_AES_256_XTS</description></item>
/// <item><term>23</term><description>RAPL_DIS</description></item>
/// <item><term>24</term><description>CIPHERTEXT_HIDING_DRAM</description></item>
/// <item><term>25</term><description>PAGE_SWAP_DISABLE</description></item>
/// <item><term>26-63</term><description>reserved, zero</description></item>
/// </list>
/// </remarks>
public readonly record struct GuestPolicy(ulong Bits)
{
    /// <summary>Bits 26 to 63.</summary>
    public const ulong Reserved = 0xffff_ffff_fc00_0000;

    private const int FirstFlag = 16;

    /// <summary>Bits that a policy may require or forbid, by its name for them.</summary>
    public static ImmutableArray<NamedBit> Named { get; } =
    [
        new("smt", 16), new("singleSocket", 20), new("cxl", 21), new("memAes256Xts", 22), new("raplDisabled", 23),
        new("ciphertextHidingDram", 24), new("pageSwapDisabled", 25),
    ];

    /// <summary>Lowest firmware ABI major.</summary>
    public byte AbiMajor => (byte)(Bits >> 8 & 0xff);

    /// <summary>Lowest firmware ABI minor.</summary>
    public byte AbiMinor => (byte)(Bits & 0xff);

    /// <summary>Simultaneous multithreading is allowed.</summary>
    public bool Smt => Has(16);

    /// <summary>The reserved bit that must be one.</summary>
    public bool MustBeOne => Has(17);

    /// <summary>A migration agent may be bound.</summary>
    public bool MigrateMa => Has(18);

    /// <summary>The host may read and change the guest.</summary>
    public bool Debug => Has(19);

    /// <summary>The guest runs on one socket only.</summary>
    public bool SingleSocket => Has(20);

    /// <summary>CXL devices may be used.</summary>
    public bool CxlAllow => Has(21);

    /// <summary>AES-256-XTS is demanded.</summary>
    public bool MemAes256Xts => Has(22);

    /// <summary>RAPL must be disabled.</summary>
    public bool RaplDis => Has(23);

    /// <summary>Ciphertext hiding is demanded.</summary>
    public bool CiphertextHidingDram => Has(24);

    /// <summary>Page swap commands are disabled.</summary>
    public bool PageSwapDisable => Has(25);

    /// <summary>Names of the set flags in AMD's spelling, comma-separated; bits without a name as "bit N".</summary>
    public override string ToString() => NamedBits.Join(Bits >> FirstFlag << FirstFlag, Name);

    private bool Has(int bit) => (Bits >> bit & 1) != 0;

    private static string? Name(ulong bit) => new GuestPolicy(bit) switch
    {
        { Smt: true } => "SMT",
        { MustBeOne: true } => "reserved one",
        { MigrateMa: true } => "MIGRATE_MA",
        { Debug: true } => "DEBUG",
        { SingleSocket: true } => "SINGLE_SOCKET",
        { CxlAllow: true } => "CXL_ALLOW",
        { MemAes256Xts: true } => "MEM_AES_256_XTS",
        { RaplDis: true } => "RAPL_DIS",
        { CiphertextHidingDram: true } => "CIPHERTEXT_HIDING_DRAM",
        { PageSwapDisable: true } => "PAGE_SWAP_DISABLE",
        _ => null,
    };
}
