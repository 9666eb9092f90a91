// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What a reviewer of the DaemonSet looks for in each overlay as it is applied, as far as the files decide it.</summary>
public sealed class DaemonSetTests
{
    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Fact]
    public void The_plain_manifest_is_the_base_of_the_overlays() =>
        Assert.Equal(Path.Combine("kustomize", "base", "daemonset.yaml"), new FileInfo(Path.Combine(Repository.Root, "deploy", "daemonset.yaml")).LinkTarget);

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Nodes_are_selected_by_alternatives(string overlay)
    {
        YamlNode pod = Pod(overlay);

        Assert.Null(pod.At("nodeSelector"));
        Assert.NotEmpty(pod.List("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"));
        Assert.Single(pod.List("containers"));
        Assert.Empty(pod.List("initContainers"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Nothing_is_privileged_and_the_root_is_read_only(string overlay)
    {
        YamlNode agent = Agent(overlay);
        YamlNode pod = Pod(overlay);

        Assert.Equal("false", agent.Text("securityContext.privileged"));
        Assert.Equal("false", agent.Text("securityContext.allowPrivilegeEscalation"));
        Assert.Equal("true", agent.Text("securityContext.readOnlyRootFilesystem"));
        Assert.Equal("RuntimeDefault", pod.Text("securityContext.seccompProfile.type"));
        Assert.Equal(("false", "false"), (pod.Text("hostNetwork"), pod.Text("hostIPC")));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_capability_is_dropped_but_the_two_that_measuring_and_lists_need(string overlay)
    {
        YamlNode agent = Agent(overlay);

        Assert.Equal(["ALL"], agent.Texts("securityContext.capabilities.drop"));
        Assert.Equal(["SYS_PTRACE", "DAC_READ_SEARCH"], agent.Texts("securityContext.capabilities.add"));
    }

    [Theory]
    [InlineData("hostPID:")]
    [InlineData("add: [SYS_PTRACE")]
    [InlineData("appArmorProfile: { type: Unconfined }")]
    [InlineData("hostPath: { path: /var/lib/attestation-agent")]
    [InlineData("hostPath: { path: /run/tee-agent")]
    [InlineData("hostPath: { path: /sys/kernel/config/tsm")]
    [InlineData("hostPath: { path: /sys/firmware/acpi/tables")]
    [InlineData("hostPath: { path: /sys/devices/virtual/misc/tdx_guest")]
    public void Each_privilege_is_explained_beside_it(string privilege)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "daemonset.yaml"));
        int at = Array.FindIndex(lines, line => line.Contains(privilege, StringComparison.Ordinal));

        Assert.True(at > 1, $"no line has {privilege}");
        Assert.Contains(lines[(at - 2)..at], line => line.TrimStart().StartsWith('#'));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_start_may_take_as_long_as_a_throttled_device_and_liveness_asks_no_TEE(string overlay)
    {
        YamlNode agent = Agent(overlay);

        Assert.True(agent.Number("startupProbe.periodSeconds") * agent.Number("startupProbe.failureThreshold") >= 70);
        Assert.Equal(["/app/attestation-agent", "health", "live"], agent.Texts("livenessProbe.exec.command"));
        Assert.Equal(["/app/attestation-agent", "health", "ready"], agent.Texts("readinessProbe.exec.command"));
        Assert.Equal(["/app/attestation-agent", "health", "startup"], agent.Texts("startupProbe.exec.command"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void One_agent_goes_before_the_next_comes_and_has_time_to_drain(string overlay)
    {
        YamlNode pod = Pod(overlay);
        YamlNode set = Overlay.DaemonSet(overlay);

        Assert.Equal("0", set.Text("spec.updateStrategy.rollingUpdate.maxSurge"));
        Assert.True(pod.Number("terminationGracePeriodSeconds") >= 90, "the agent drains for up to 75 s");
        Assert.Equal("system-node-critical", pod.Text("priorityClassName"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Tolerations_are_named_one_by_one(string overlay) =>
        Assert.All(Pod(overlay).List("tolerations"), each => Assert.NotNull(each.Text("key")));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_API_server_is_asked_nothing(string overlay)
    {
        YamlNode pod = Pod(overlay);

        Assert.Equal("false", pod.Text("automountServiceAccountToken"));
        Assert.DoesNotContain(Overlay.Render(overlay), each => each.Text("kind") is "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding");
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_network_is_denied_both_ways(string overlay)
    {
        YamlNode policy = Assert.Single(Overlay.Render(overlay), each => each.Text("kind") == "NetworkPolicy");

        Assert.Empty((YamlMappingNode)policy.At("spec.podSelector")!);
        Assert.Equal(["Ingress", "Egress"], policy.Texts("spec.policyTypes"));
        Assert.Empty(policy.List("spec.ingress"));
        Assert.Empty(policy.List("spec.egress"));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Memory_is_bounded_and_the_processor_is_not(string overlay)
    {
        YamlNode agent = Agent(overlay);

        Assert.Equal(agent.Text("resources.requests.memory"), agent.Text("resources.limits.memory"));
        Assert.NotNull(agent.Text("resources.requests.cpu"));
        Assert.Null(agent.Text("resources.limits.cpu"));
    }

    private static YamlNode Pod(string overlay) => Overlay.DaemonSet(overlay).At("spec.template.spec")!;

    private static YamlNode Agent(string overlay) => Pod(overlay).At("containers.0")!;
}
