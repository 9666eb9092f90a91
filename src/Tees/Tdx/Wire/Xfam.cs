// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>XFAM: the extended processor state a TD may use, in the format of XCR0. Intel TDX Module ABI, XFAM.</summary>
/// <param name="Bits">The 64 bits; bit 0 is the lowest of the first byte.</param>
/// <remarks>
/// <list type="table">
/// <item><term>0, 1</term><description>x87 and SSE, fixed to 1</description></item>
/// <item><term>2</term><description>AVX</description></item>
/// <item><term>5-7</term><description>AVX-512</description></item>
/// <item><term>8</term><description>PT, processor trace</description></item>
/// <item><term>9</term><description>PKRU, protection keys</description></item>
/// <item><term>11, 12</term><description>CET, control-flow enforcement: user and supervisor</description></item>
/// <item><term>14</term><description>UINTR, user interrupts</description></item>
/// <item><term>15</term><description>LBR, last branch records</description></item>
/// <item><term>17, 18</term><description>AMX, tile configuration and data</description></item>
/// </list>
/// </remarks>
public readonly record struct Xfam(ulong Bits)
{
    /// <summary>Bits that every TD has set.</summary>
    public const ulong FixedOne = 0x3;

    /// <summary>Every bit that may be set.</summary>
    public const ulong Allowed = 0x6dbe7;

    /// <summary>x87 state.</summary>
    public bool X87 => Has(0);

    /// <summary>SSE state.</summary>
    public bool Sse => Has(1);

    /// <summary>AVX state.</summary>
    public bool Avx => Has(2);

    /// <summary>AVX-512 mask registers.</summary>
    public bool Avx512Opmask => Has(5);

    /// <summary>AVX-512 upper halves of the lower registers.</summary>
    public bool Avx512ZmmHi256 => Has(6);

    /// <summary>AVX-512 upper registers.</summary>
    public bool Avx512Hi16Zmm => Has(7);

    /// <summary>Processor trace.</summary>
    public bool Pt => Has(8);

    /// <summary>Protection keys of user pages.</summary>
    public bool Pkru => Has(9);

    /// <summary>Control-flow enforcement, user.</summary>
    public bool CetU => Has(11);

    /// <summary>Control-flow enforcement, supervisor.</summary>
    public bool CetS => Has(12);

    /// <summary>User interrupts.</summary>
    public bool Uintr => Has(14);

    /// <summary>Last branch records.</summary>
    public bool Lbr => Has(15);

    /// <summary>AMX tile configuration.</summary>
    public bool AmxTileConfig => Has(17);

    /// <summary>AMX tile data.</summary>
    public bool AmxTileData => Has(18);

    /// <summary>Names of the set bits in Intel's spelling, comma-separated; bits without a name as "bit N".</summary>
    public override string ToString() => NamedBits.Join(Bits, Name);

    private bool Has(int bit) => (Bits >> bit & 1) != 0;

    private static string? Name(ulong bit) => new Xfam(bit) switch
    {
        { X87: true } => "x87",
        { Sse: true } => "SSE",
        { Avx: true } => "AVX",
        { Avx512Opmask: true } => "AVX512_OPMASK",
        { Avx512ZmmHi256: true } => "AVX512_ZMM_HI256",
        { Avx512Hi16Zmm: true } => "AVX512_HI16_ZMM",
        { Pt: true } => "PT",
        { Pkru: true } => "PKRU",
        { CetU: true } => "CET_U",
        { CetS: true } => "CET_S",
        { Uintr: true } => "UINTR",
        { Lbr: true } => "LBR",
        { AmxTileConfig: true } => "AMX_TILECFG",
        { AmxTileData: true } => "AMX_TILEDATA",
        _ => null,
    };
}
