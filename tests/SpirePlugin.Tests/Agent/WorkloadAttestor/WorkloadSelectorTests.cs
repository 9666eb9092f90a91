// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Agent.WorkloadAttestor;
using Attestation.TestKit;

namespace Attestation.SpirePlugin.Tests.Agent.WorkloadAttestor;

public sealed class WorkloadSelectorTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "plugins", "agent-workload-attestor.md"));

    [Fact]
    public void The_page_has_every_selector_as_the_code_has_it_and_no_other()
    {
        string[] rows = [.. Page.Split('\n').SkipWhile(line => line != "## Selectors").TakeWhile(line => !line.StartsWith("Of a pid", StringComparison.Ordinal)).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.Equal(WorkloadSelectors.All.Select(kind => $"| `{kind.Example}` | {kind.Description} |"), rows);
    }

    [Fact]
    public void Examples_begin_with_their_kind() =>
        Assert.All(WorkloadSelectors.All, kind => Assert.StartsWith(kind.Name + ":", kind.Example, StringComparison.Ordinal));

    [Fact]
    public void What_this_plugin_does_not_know_is_not_passed_on()
    {
        string[] observed = ["exe:sha256:aa", "exe:sha1:bb", "exec-watched:true", "exec-watch:true", "binding:pid", "bindings:x", "image:sha256:cc", "image:cart", "pod-uid:1"];

        Assert.Equal(["exe:sha256:aa", "exec-watched:true", "binding:pid", "image:sha256:cc", "pod-uid:1"], WorkloadSelectors.Of(observed, isProgramTold: true));
        Assert.Equal(["binding:pid", "pod-uid:1"], WorkloadSelectors.Of(observed, isProgramTold: false));
    }

    [Fact]
    public void An_entry_of_the_page_that_names_a_binary_demands_that_its_execs_were_watched_and_a_user()
    {
        string[] entries = Page.Split("spire-server entry create")[1..];

        Assert.All(entries.Where(entry => entry.Contains("measured:exe:", StringComparison.Ordinal)), entry =>
        {
            Assert.Contains("measured:exec-watched:true", entry, StringComparison.Ordinal);
            Assert.Matches("unix:uid:|k8s:pod-uid:", entry);
        });
    }
}
