// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>What the TD may do, and what may be done to it.</summary>
public sealed class TdAttributeRuleTests
{
    [Fact]
    [Rule("TDX-ATT-01", Outcome.Fail)]
    public void A_td_under_debug_is_refused() =>
        Verdict.Refuses("td-attribute-0", TdxRules.AttDebug, "DEBUG is set");

    [Fact]
    [Rule("TDX-ATT-04", Outcome.Fail)]
    public void A_td_that_can_be_migrated_is_refused() =>
        Verdict.Refuses("td-attribute-29", TdxRules.AttMigratable, "MIGRATABLE is set");

    [Fact]
    [Rule("TDX-ATT-05", Outcome.Fail)]
    public void A_td_with_performance_counters_is_refused() =>
        Verdict.Refuses("td-attribute-63", TdxRules.AttPerfmon, "PERFMON is set");

    [Fact]
    [Rule("TDX-ATT-06", Outcome.Fail)]
    public void A_td_with_key_locker_is_refused() =>
        Verdict.Refuses("td-attribute-31", TdxRules.AttKeyLocker, "KL is set");

    [Fact]
    [Rule("TDX-ATT-07", Outcome.Fail)]
    public void A_td_with_tpa_is_refused() =>
        Verdict.Refuses("td-attribute-62", TdxRules.AttTpa, "TPA is set");

    [Fact]
    [Rule("TDX-ATT-02", Outcome.Fail)]
    public void A_td_that_is_profiled_is_refused() =>
        Verdict.Refuses("td-attribute-5", TdxRules.AttTud, "got 0x20", "want 0x0");

    [Fact]
    [Rule("TDX-ATT-03", Outcome.Fail)]
    public void A_td_without_sept_ve_disable_is_refused() =>
        Verdict.Refuses("td-without-sept-ve-disable", TdxRules.AttSeptVeDisable, "SEPT_VE_DISABLE is clear");

    [Fact]
    [Rule("TDX-ATT-08", Outcome.Fail)]
    public void A_td_with_a_reserved_bit_is_refused() =>
        Verdict.Refuses("td-attribute-32", TdxRules.AttReserved, "got 0x100000000", "want 0x0");

    [Fact]
    [Rule("TDX-ATT-08", Outcome.Fail)]
    public void A_td_with_icssd_is_refused() =>
        Verdict.Refuses("td-attribute-16", TdxRules.AttReserved, "got 0x10000");

    [Fact]
    [Rule("TDX-XFM-01", Outcome.Fail)]
    public void A_td_without_sse_is_refused() =>
        Verdict.Refuses("td-xfam-without-1", TdxRules.XfmFixed, "got 0x602e5", "want all of 0x3");

    [Fact]
    [Rule("TDX-XFM-02", Outcome.Fail)]
    public void A_td_with_an_undefined_xfam_bit_is_refused() =>
        Verdict.Refuses("td-xfam-with-10", TdxRules.XfmAllowed, "got 0x400", "want 0x0");

    [Fact]
    [Rule("TDX-XFM-03", Outcome.Fail)]
    public void A_td_with_an_xfam_bit_that_must_be_clear_is_refused() =>
        Verdict.Refuses(Simulated.Machine().AppraiseUnder(tdx => tdx with { XfamMustBeClear = 0x60100 }), TdxRules.XfmPolicy, "got 0x60000", "want 0x0");

    [Fact]
    [Rule("TDX-SVC-01", Outcome.Fail)]
    public void A_service_td_that_is_not_listed_is_refused() =>
        Verdict.Refuses("td-service-td", TdxRules.ServiceTd, "got 864e38ab", "want none bound");

    [Fact]
    [Rule("TDX-SVC-01", Outcome.Fail)]
    public void A_service_td_other_than_the_listed_ones_is_refused() =>
        Verdict.Refuses(
            Simulated.Faulty("td-service-td").AppraiseUnder(tdx => tdx with { ServiceTd = [new byte[48]] }), TdxRules.ServiceTd, "or one of 1 listed");

    [Theory]
    [InlineData(27)]
    [InlineData(30)]
    public void Informational_bits_pass(int bit) => Verdict.Passes(WithBit(bit).Appraise());

    [Theory]
    [InlineData(0, "TDX-ATT-01", "debugUnsafe")]
    [InlineData(28, "TDX-ATT-03", "noSeptVeDisableUnsafe")]
    [InlineData(29, "TDX-ATT-04", "migratableUnsafe")]
    [InlineData(63, "TDX-ATT-05", "perfmonUnsafe")]
    [InlineData(31, "TDX-ATT-06", "keyLockerUnsafe")]
    [InlineData(62, "TDX-ATT-07", "tpaUnsafe")]
    public void A_waiver_waives_its_own_rule_and_is_listed(int bit, string id, string key)
    {
        Rule rule = TdxRules.All.Single(each => each.Id == id);

        AttestationResult waived = WithBit(bit).AppraiseUnder(tdx => tdx with { Allow = Only(key) });
        AttestationResult others = WithBit(bit).AppraiseUnder(tdx => tdx with { Allow = AllBut(key) });

        Verdict.Leaves(waived, rule, "waived by policy");
        Assert.Equal(Outcome.Pass, waived.Outcome);
        Assert.Contains($"tdx.allow.{key}", waived.Unsafe);
        Verdict.Refuses(others, rule);
    }

    [Fact]
    public void A_waiver_that_is_not_needed_changes_nothing() =>
        Assert.Equal(Outcome.Pass, Simulated.Machine().AppraiseUnder(tdx => tdx with { Allow = AllBut("") }).Of(TdxRules.AttDebug).Outcome);

    [Fact]
    public void No_waiver_covers_the_rest_of_tud_or_reserved_bits()
    {
        Verdict.Refuses(WithBit(5).AppraiseUnder(tdx => tdx with { Allow = AllBut("") }), TdxRules.AttTud);
        Verdict.Refuses(WithBit(40).AppraiseUnder(tdx => tdx with { Allow = AllBut("") }), TdxRules.AttReserved);
    }

    [Fact]
    public void A_listed_service_td_passes() =>
        Verdict.Passes(Simulated.Faulty("td-service-td").AppraiseUnder(tdx => tdx with { ServiceTd = [SHA384.HashData("something else"u8)] }));

    private static SimulatedTdxMachine WithBit(int bit) =>
        Simulated.Machine(machine => machine with { Td = machine.Td with { Attributes = TdOptions.StrictAttributes ^ (1UL << bit) } });

    private static TdxAllowances Only(string key) => Allow(name => name == key);

    private static TdxAllowances AllBut(string key) => Allow(name => name != key);

    private static TdxAllowances Allow(Func<string, bool> allowed) => new()
    {
        DebugUnsafe = allowed("debugUnsafe"),
        NoSeptVeDisableUnsafe = allowed("noSeptVeDisableUnsafe"),
        MigratableUnsafe = allowed("migratableUnsafe"),
        PerfmonUnsafe = allowed("perfmonUnsafe"),
        KeyLockerUnsafe = allowed("keyLockerUnsafe"),
        TpaUnsafe = allowed("tpaUnsafe"),
    };
}
