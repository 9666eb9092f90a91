// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>Attacks that records of execs are kept against (docs/threats.md): what they stop, and what they do not.</summary>
public sealed class ExecAttackTests
{
    [Fact]
    public async Task Exec_swap_is_refused_while_the_program_settles()
    {
        using AgentSite site = RecordingSite.Of(settling: "PT1M");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram swapped = HeldProgram.Start(BuiltPrograms.Attack, ["swap", site.AgentSocket, BuiltPrograms.Trusted]);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(swapped.Pid));
        Assert.Equal("exec-during-exchange", await rig.RefusedAsync(swapped));
    }

    [Fact]
    public async Task Exec_swap_that_is_asked_for_after_it_has_settled_is_told_as_watched()
    {
        using AgentSite site = RecordingSite.Of(settling: "PT0S");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram swapped = HeldProgram.Start(BuiltPrograms.Attack, ["swap", site.AgentSocket, BuiltPrograms.Trusted]);

        MeasureProcessResponse measured = await rig.MeasureAsync(swapped);

        Assert.Equal(AttackRig.TrustedDigest, measured.ExeSha256.ToByteArray());
        Assert.Contains("exec-watched:true", measured.Selectors);
    }

    [Fact]
    public async Task A_rewritten_exe_link_whose_file_is_mapped_is_not_what_was_executed()
    {
        using AgentSite site = RecordingSite.Of(settling: "PT0S");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["rewrite", BuiltPrograms.Rewrite, BuiltPrograms.Trusted, "mapped"]);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
        Assert.Equal("exec-record-mismatch", await rig.RefusedAsync(program));
    }
}
