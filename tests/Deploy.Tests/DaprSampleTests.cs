// SPDX-License-Identifier: Apache-2.0

using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>A sidecar reaches the agent's Sentry socket and nothing else of the agent.</summary>
public sealed class DaprSampleTests
{
    private const string Directory = "/run/tee-agent/sentry";
    private static readonly YamlNode Template = Manifest.Only("dapr/application.yaml", "Deployment").At("spec.template")!;

    [Fact]
    public void The_sidecar_mounts_the_sockets_directory_by_the_volume_of_its_pod()
    {
        string[] mount = Annotation("dapr.io/volume-mounts-rw")!.Split(':');

        Assert.Equal(Directory, mount[1]);
        Assert.Equal([(mount[0], Directory)], Template.List("spec.volumes").Select(each => (each.Text("name")!, each.Text("hostPath.path")!)));
        Assert.Empty(Template.List("spec.containers.0.volumeMounts"));
    }

    [Fact]
    public void Sidecars_ask_the_socket_in_that_directory() =>
        Assert.Equal($"unix://{Directory}/sentry.sock", Assert.Single(Manifest.Read("dapr/values.yaml")).Text("global.mtls.sentryAddress"));

    [Fact]
    public void The_configuration_that_the_pod_names_signs_histories()
    {
        YamlNode configuration = Manifest.Only("dapr/application.yaml", "Configuration");

        Assert.Equal(Annotation("dapr.io/config"), configuration.Text("metadata.name"));
        Assert.Equal(("WorkflowHistorySigning", "true"), (configuration.Text("spec.features.0.name"), configuration.Text("spec.features.0.enabled")));
    }

    [Fact]
    public void It_runs_on_every_kind_of_node_that_has_an_agent()
    {
        string[] agents = [.. new[] { "tdx", "sev-snp" }.SelectMany(overlay => Expressions(Overlay.DaemonSet(overlay).At("spec.template")!))];

        Assert.Equal(agents.Order(StringComparer.Ordinal), Expressions(Template).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Expressions(YamlNode template) =>
        from term in template.List("spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms")
        from each in term.List("matchExpressions")
        from value in each.Texts("values")
        select $"{each.Text("key")}={value}";

    // A name with dots of its own is no path.
    private static string? Annotation(string name) => ((YamlMappingNode)Template.At("metadata.annotations")!).Children[new YamlScalarNode(name)].ToString();
}
