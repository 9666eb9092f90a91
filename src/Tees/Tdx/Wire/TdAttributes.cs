// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>TDATTRIBUTES: what may be done to, and by, a TD. Intel TDX Module ABI, ATTRIBUTES; DCAP Quoting Library API, A.3.4.</summary>
/// <param name="Bits">The 64 bits; bit 0 is the lowest of the first byte.</param>
/// <remarks>
/// <list type="table">
/// <item><term>0</term><description>DEBUG; 0-7 are TUD, "TD under debug": any of them voids confidentiality</description></item>
/// <item><term>4, 5, 6</term><description>HGS_PLUS_PROF, PERF_PROF, PMT_PROF (TUD)</description></item>
/// <item><term>8-26</term><description>SEC without an accepted bit: 16 is ICSSD, the others are reserved</description></item>
/// <item><term>27</term><description>LASS</description></item>
/// <item><term>28</term><description>SEPT_VE_DISABLE</description></item>
/// <item><term>29</term><description>MIGRATABLE</description></item>
/// <item><term>30</term><description>PKS</description></item>
/// <item><term>31</term><description>KL, key locker</description></item>
/// <item><term>32-61</term><description>OTHER, reserved</description></item>
/// <item><term>62</term><description>TPA</description></item>
/// <item><term>63</term><description>PERFMON</description></item>
/// </list>
/// </remarks>
public readonly record struct TdAttributes(ulong Bits)
{
    /// <summary>Bits of TUD other than DEBUG: refused, no policy accepts them.</summary>
    public const ulong TudRest = 0xfe;

    /// <summary>Bits 8 to 26 of SEC, ICSSD among them: refused, no policy accepts them.</summary>
    public const ulong SecReserved = 0x07ff_ff00;

    /// <summary>Bits 32 to 61: refused, no policy accepts them.</summary>
    public const ulong OtherReserved = 0x3fff_ffff_0000_0000;

    /// <summary>The host may read and change the TD.</summary>
    public bool Debug => Has(0);

    /// <summary>Profiled by HGS+.</summary>
    public bool HgsPlusProf => Has(4);

    /// <summary>Profiled by performance counters.</summary>
    public bool PerfProf => Has(5);

    /// <summary>Profiled by platform monitoring.</summary>
    public bool PmtProf => Has(6);

    /// <summary>ICSSD.</summary>
    public bool Icssd => Has(16);

    /// <summary>Linear address space separation.</summary>
    public bool Lass => Has(27);

    /// <summary>Pages that the host removes end the TD instead of raising an exception in it.</summary>
    public bool SeptVeDisable => Has(28);

    /// <summary>A migration TD may move the TD to another platform.</summary>
    public bool Migratable => Has(29);

    /// <summary>Supervisor protection keys.</summary>
    public bool Pks => Has(30);

    /// <summary>Key locker.</summary>
    public bool KeyLocker => Has(31);

    /// <summary>TPA.</summary>
    public bool Tpa => Has(62);

    /// <summary>The TD uses, and may leak by, performance counters.</summary>
    public bool Perfmon => Has(63);

    /// <summary>Names of the set bits in Intel's spelling, comma-separated; bits without a name as "bit N".</summary>
    public override string ToString() => NamedBits.Join(Bits, Name);

    private bool Has(int bit) => (Bits >> bit & 1) != 0;

    private static string? Name(ulong bit) => new TdAttributes(bit) switch
    {
        { Debug: true } => "DEBUG",
        { HgsPlusProf: true } => "HGS_PLUS_PROF",
        { PerfProf: true } => "PERF_PROF",
        { PmtProf: true } => "PMT_PROF",
        { Icssd: true } => "ICSSD",
        { Lass: true } => "LASS",
        { SeptVeDisable: true } => "SEPT_VE_DISABLE",
        { Migratable: true } => "MIGRATABLE",
        { Pks: true } => "PKS",
        { KeyLocker: true } => "KL",
        { Tpa: true } => "TPA",
        { Perfmon: true } => "PERFMON",
        _ => null,
    };
}
