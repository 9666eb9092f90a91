// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>What a reviewer of the DaemonSet looks for, as far as the file decides it.</summary>
public sealed class DaemonSetTests
{
    private static readonly YamlNode Set = Manifest.Only("daemonset.yaml", "DaemonSet");
    private static readonly YamlNode Pod = Set.At("spec.template.spec")!;
    private static readonly YamlNode Agent = Assert.Single(Pod.List("containers"));

    [Fact]
    public void Guests_are_selected_and_never_hosts()
    {
        string[] keys =
        [
            .. Pod.List("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms")
                .SelectMany(term => term.List("matchExpressions")).Select(each => each.Text("key")!),
        ];

        Assert.Equal(["feature.node.kubernetes.io/cpu-security.tdx.protected", "attestation-agent.dev/tee"], keys);
        Assert.Null(Pod.At("nodeSelector"));
    }

    [Fact]
    public void Nothing_is_privileged_and_the_root_is_read_only()
    {
        Assert.Equal("false", Agent.Text("securityContext.privileged"));
        Assert.Equal("false", Agent.Text("securityContext.allowPrivilegeEscalation"));
        Assert.Equal("true", Agent.Text("securityContext.readOnlyRootFilesystem"));
        Assert.Equal("RuntimeDefault", Pod.Text("securityContext.seccompProfile.type"));
        Assert.Equal(("false", "false"), (Pod.Text("hostNetwork"), Pod.Text("hostIPC")));
    }

    [Fact]
    public void Every_capability_is_dropped_but_the_two_that_measuring_and_lists_need()
    {
        Assert.Equal(["ALL"], Agent.Texts("securityContext.capabilities.drop"));
        Assert.Equal(["SYS_PTRACE", "DAC_READ_SEARCH"], Agent.Texts("securityContext.capabilities.add"));
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

    [Fact]
    public void All_host_paths_are_explained_ones()
    {
        string[] paths = [.. Pod.List("volumes").Select(each => each.Text("hostPath.path")).OfType<string>()];

        Assert.Equal(
            ["/var/lib/attestation-agent", "/run/tee-agent", "/sys/kernel/config/tsm", "/sys/firmware/acpi/tables", "/sys/devices/virtual/misc/tdx_guest"], paths);
        Assert.All(Pod.List("volumes"), each => Assert.Contains(Agent.List("volumeMounts"), mount => mount.Text("name") == each.Text("name")));
    }

    [Fact]
    public void The_start_may_take_as_long_as_a_throttled_device_and_liveness_asks_no_TEE()
    {
        Assert.True(Agent.Number("startupProbe.periodSeconds") * Agent.Number("startupProbe.failureThreshold") >= 70);
        Assert.Equal(["/app/attestation-agent", "health", "live"], Agent.Texts("livenessProbe.exec.command"));
        Assert.Equal(["/app/attestation-agent", "health", "ready"], Agent.Texts("readinessProbe.exec.command"));
        Assert.Equal(["/app/attestation-agent", "health", "startup"], Agent.Texts("startupProbe.exec.command"));
    }

    [Fact]
    public void One_agent_goes_before_the_next_comes_and_has_time_to_drain()
    {
        Assert.Equal("0", Set.Text("spec.updateStrategy.rollingUpdate.maxSurge"));
        Assert.True(Pod.Number("terminationGracePeriodSeconds") >= 90, "the agent drains for up to 75 s");
        Assert.Equal("system-node-critical", Pod.Text("priorityClassName"));
    }

    [Fact]
    public void Tolerations_are_named_one_by_one() =>
        Assert.All(Pod.List("tolerations"), each => Assert.NotNull(each.Text("key")));

    [Fact]
    public void The_API_server_is_asked_nothing()
    {
        Assert.Equal("false", Pod.Text("automountServiceAccountToken"));
        Assert.DoesNotContain(Manifest.Files.SelectMany(Manifest.Read), each => each.Text("kind") is "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding");
    }

    [Fact]
    public void The_network_is_denied_both_ways()
    {
        YamlNode policy = Manifest.Only("daemonset.yaml", "NetworkPolicy");

        Assert.Equal(["Ingress", "Egress"], policy.Texts("spec.policyTypes"));
        Assert.Empty(policy.List("spec.ingress"));
        Assert.Empty(policy.List("spec.egress"));
    }

    [Fact]
    public void Memory_is_bounded_and_the_processor_is_not()
    {
        Assert.Equal(Agent.Text("resources.requests.memory"), Agent.Text("resources.limits.memory"));
        Assert.NotNull(Agent.Text("resources.requests.cpu"));
        Assert.Null(Agent.Text("resources.limits.cpu"));
    }
}
