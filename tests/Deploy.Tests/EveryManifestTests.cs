// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What holds for every file and overlay.</summary>
public sealed partial class EveryManifestTests
{
    public static TheoryData<string> Files => [.. Manifest.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Objects_are_named_and_images_come_by_digest(string file)
    {
        foreach (YamlNode each in Manifest.Read(file))
        {
            Assert.NotNull(each.Text("apiVersion"));
            Assert.NotNull(each.Text("kind"));
            Assert.All(each.List("spec.template.spec.containers"), container => Assert.Matches(ByDigest(), container.Text("image")));
        }
    }

    [Theory]
    [InlineData("tdx", "tdx")]
    [InlineData("sev-snp", "sev-snp")]
    public void An_overlay_of_a_TEE_demands_that_TEE_and_has_no_simulator(string overlay, string tee)
    {
        YamlNode agent = Overlay.DaemonSet(overlay).At("spec.template.spec.containers.0")!;

        Assert.Equal(["--tee", tee], agent.Texts("args"));
        Assert.StartsWith($"attestation-agent-{tee.Split('-')[0]}@", agent.Text("image"), StringComparison.Ordinal);
        Assert.DoesNotContain(Overlay.DaemonSet(overlay).AllNodes, each => each.ToString().Contains("simulat", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_simulator_is_called_unsafe_and_runs_where_a_node_asks_for_it_alone()
    {
        YamlNode set = Overlay.DaemonSet("simulator");

        Assert.Equal("true", Label(set));
        Assert.Equal(
            "attestation-agent.dev/simulatedUnsafe",
            set.Text("spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchExpressions.0.key"));
        Assert.StartsWith("localhost/", set.Text("spec.template.spec.containers.0.image"), StringComparison.Ordinal);
    }

    // A label's name has a dot of its own.
    private static string? Label(YamlNode set) =>
        (set.At("spec.template.metadata.labels") as YamlMappingNode)?.Children[new YamlScalarNode("attestation-agent.dev/simulatedUnsafe")].ToString();

    [GeneratedRegex("^[a-z0-9./-]+@sha256:[0-9a-f]{64}$")]
    private static partial Regex ByDigest();
}
