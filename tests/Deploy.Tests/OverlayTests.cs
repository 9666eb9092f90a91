// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What is left of the DaemonSet when an overlay is rendered.</summary>
public sealed class OverlayTests
{
    [Fact]
    public void Every_folder_that_is_no_base_is_reviewed() =>
        Assert.Equal(
            [.. Overlay.Names, "base"],
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "deploy", "kustomize")).Select(Path.GetFileName).OrderBy(name => name == "base").ThenBy(name => name, StringComparer.Ordinal));

    [Theory]
    [InlineData("tdx", "feature.node.kubernetes.io/cpu-security.tdx.protected", "tdx")]
    [InlineData("sev-snp", "attestation-agent.dev/sev-snp-guest", "sev-snp")]
    public void Guests_are_selected_by_a_label_and_by_hand_and_never_hosts(string overlay, string label, string tee)
    {
        IReadOnlyList<YamlNode> terms = Terms(overlay);

        Assert.Equal([label, "attestation-agent.dev/tee"], terms.Select(term => Assert.Single(term.List("matchExpressions")).Text("key")));
        Assert.Equal([tee], terms[1].Texts("matchExpressions.0.values"));
    }

    [Fact]
    public void No_node_belongs_to_two_overlays()
    {
        string[] chosen = [.. Overlay.Names.SelectMany(Terms).SelectMany(term => term.List("matchExpressions")).Select(each => $"{each.Text("key")}={string.Join(',', each.Texts("values"))}")];

        Assert.Equal(chosen.Length, chosen.Distinct().Count());
    }

    [Theory]
    [InlineData("tdx", "state sockets tsm acpi tdx")]
    [InlineData("sev-snp", "state sockets tsm")]
    [InlineData("simulator", "state sockets")]
    public void Only_what_a_TEE_needs_of_the_node_is_mounted(string overlay, string volumes)
    {
        YamlNode pod = Overlay.DaemonSet(overlay).At("spec.template.spec")!;

        Assert.Equal(volumes.Split(' '), pod.List("volumes").Where(each => each.At("hostPath") is not null).Select(each => each.Text("name")));
        Assert.Equal(pod.List("volumes").Count, pod.List("containers.0.volumeMounts").Count);
        Assert.All(pod.List("volumes"), each => Assert.Contains(pod.List("containers.0.volumeMounts"), mount => mount.Text("name") == each.Text("name")));
    }

    [Fact]
    public void The_SNP_rule_names_the_driver_as_the_kernel_lists_it()
    {
        YamlNode rule = Assert.Single(Overlay.Render("sev-snp"), each => each.Text("kind") == "NodeFeatureRule");

        Assert.Equal("kernel.loadedmodule", rule.Text("spec.rules.0.matchFeatures.0.feature"));
        Assert.Equal("Exists", rule.Text("spec.rules.0.matchFeatures.0.matchExpressions.sev_guest.op"));
        Assert.Equal(["attestation-agent.dev/sev-snp-guest"], ((YamlMappingNode)rule.At("spec.rules.0.labels")!).Children.Keys.Select(key => key.ToString()));
    }

    [Fact]
    public void A_patch_that_is_not_understood_is_refused() =>
        Assert.Throws<NotSupportedException>(() => StrategicMerge.Merge(new YamlMappingNode("spec", "1"), new YamlMappingNode("$patch", "replace")));

    private static IReadOnlyList<YamlNode> Terms(string overlay) =>
        Overlay.DaemonSet(overlay).List("spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms");
}
