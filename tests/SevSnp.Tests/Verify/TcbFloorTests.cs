// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>Which floors apply to which processor.</summary>
public sealed class TcbFloorTests
{
    [Fact]
    public void The_most_specific_entry_applies_and_no_other()
    {
        TcbFloor exact = new(0x19, 0x11, 1) { Microcode = 217 };
        TcbFloor general = new(0x19, null, null) { Microcode = 255 };

        ResultVerdict.Passes(Machines.Create().AppraiseUnder(snp => snp with { MinimumTcb = [general, exact] }));
        ResultVerdict.Refuses(Machines.Create().AppraiseUnder(snp => snp with { MinimumTcb = [general] }), SevSnpRules.TcbMinimum);
    }

    [Fact]
    public void Entries_as_specific_as_each_other_all_apply() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumTcb = [new(0x19, null, null) { Snp = 1 }, new(0x19, null, null) { Snp = 28 }] }),
            SevSnpRules.TcbMinimum);

    [Fact]
    public void A_report_that_names_no_processor_fits_entries_without_model_only()
    {
        var machine = Machines.Reporting(report => report with { Version = 2 });

        ResultVerdict.Passes(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(0x19, null, null) { Snp = 27 }] }));
        ResultVerdict.Passes(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(null, null, null) { Snp = 27 }] }));
        ResultVerdict.Refuses(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(0x19, 0x11, 1)] }), SevSnpRules.TcbMinimum, "names no model");
        ResultVerdict.Refuses(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(0x1a, null, null)] }), SevSnpRules.TcbMinimum);
    }

    [Fact]
    public void The_fmc_of_turin_has_a_floor_of_its_own()
    {
        var machine = Machines.Create(Machines.Options(SnpProduct.Turin));

        ResultVerdict.Passes(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(0x1a, null, null) { Fmc = 1 }] }));
        ResultVerdict.Refuses(machine.AppraiseUnder(snp => snp with { MinimumTcb = [new(0x1a, null, null) { Fmc = 2 }] }), SevSnpRules.TcbMinimum, "fmc 2");
    }
}
