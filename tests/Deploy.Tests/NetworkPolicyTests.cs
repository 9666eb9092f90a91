// SPDX-License-Identifier: Apache-2.0

using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What is opened in a network that is denied, and for whom.</summary>
public sealed class NetworkPolicyTests
{
    private const string Endorsements = "network/endorsements.yaml";
    private const string Sentry = "dapr/network-policy.yaml";

    [Theory]
    [InlineData(Endorsements)]
    [InlineData(Sentry)]
    public void What_is_opened_for_the_agent_leaves_from_its_own_pods(string file)
    {
        YamlNode policy = Assert.Single(Manifest.Read(file), each => each.Text("metadata.namespace") == "attestation-agent");
        YamlNode labels = Overlay.DaemonSet("tdx").At("spec.selector.matchLabels")!;

        Assert.Equal(labels, policy.At("spec.podSelector.matchLabels"));
        Assert.Equal(["Egress"], policy.Texts("spec.policyTypes"));
        Assert.All(policy.List("spec.egress"), rule => Assert.True(rule.List("to").Count > 0 && rule.List("ports").Count > 0, "a rule without an end or a port opens everything"));
    }

    [Fact]
    public void Vendors_are_reached_by_HTTPS_and_neither_the_cluster_nor_the_metadata_service()
    {
        YamlNode rule = Assert.Single(Manifest.Only(Endorsements, "NetworkPolicy").List("spec.egress"), each => each.At("to.0.ipBlock") is not null);

        Assert.Equal(["443"], rule.List("ports").Select(each => each.Text("port")));
        Assert.Contains("169.254.0.0/16", rule.Texts("to.0.ipBlock.except"));
        Assert.Contains("10.0.0.0/8", rule.Texts("to.0.ipBlock.except"));
    }

    [Fact]
    public void Sentry_is_reached_by_the_agent_and_by_Daprs_own_control_plane_alone()
    {
        YamlNode policy = Assert.Single(Manifest.Read(Sentry), each => each.Text("metadata.namespace") == "dapr-system");
        IReadOnlyList<YamlNode> callers = Assert.Single(policy.List("spec.ingress")).List("from");

        Assert.Equal(["Ingress"], policy.Texts("spec.policyTypes"));
        Assert.Equal("dapr-sentry", policy.Text("spec.podSelector.matchLabels.app"));
        Assert.Equal(2, callers.Count);
        Assert.Equal(Overlay.DaemonSet("tdx").At("spec.selector.matchLabels"), callers[0].At("podSelector.matchLabels"));
        Assert.NotNull(callers[0].At("namespaceSelector.matchLabels"));
        Assert.Null(callers[1].At("namespaceSelector"));
        Assert.All(callers[1].Texts("podSelector.matchExpressions.0.values"), app => Assert.StartsWith("dapr-", app, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_halves_name_one_port()
    {
        string?[] ports = [.. Manifest.Read(Sentry).SelectMany(each => each.List("spec.egress").Concat(each.List("spec.ingress"))).SelectMany(each => each.List("ports")).Select(each => each.Text("port"))];

        Assert.Equal(["53", "53", "50001", "50001"], ports);
    }
}
