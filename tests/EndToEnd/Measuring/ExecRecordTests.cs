// SPDX-License-Identifier: Apache-2.0

using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>What records of execs say of honest programs, and an agent that cannot keep them.</summary>
public sealed class ExecRecordTests
{
    [Fact]
    public async Task A_program_that_was_started_under_the_agent_is_watched_and_an_older_one_is_not()
    {
        using AgentSite site = RecordingSite.Of(settling: "PT0S");
        using HeldProgram older = HeldProgram.Start(BuiltPrograms.Trusted, []);
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);

        Assert.Contains("exec-watched:true", (await rig.MeasureAsync(program)).Selectors);
        Assert.DoesNotContain("exec-watched:true", (await rig.MeasureAsync(older)).Selectors);
    }

    [Fact]
    public async Task An_agent_that_is_to_keep_records_where_the_kernel_tells_of_nothing_does_not_start()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "leaving the first network namespace needs root");
        using AgentSite site = RecordingSite.Of(settling: "PT1S");
        site.RunBy = ["unshare", "--net"];
        using AgentProcess agent = site.Launch();

        (int code, string said) = await agent.EndAsync();

        Assert.Equal(5, code);
        Assert.Contains("measuring.execRecords", said, StringComparison.Ordinal);
        Assert.Contains("hostNetwork: true", said, StringComparison.Ordinal);
    }
}
