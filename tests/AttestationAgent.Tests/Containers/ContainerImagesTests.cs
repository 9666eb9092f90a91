// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Agent.Tests.Measuring;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Containers;

/// <summary>Which image a measured process is said to be of, and what contradicts its cgroup.</summary>
public sealed class ContainerImagesTests
{
    private readonly FakeRuntime runtime = new();
    private readonly FakeProcess init = new();
    private readonly MeasuringRig rig;

    public ContainerImagesTests()
    {
        rig = new(runtime: runtime);
        rig.Procfs.Others[CriDouble.Init] = init;
    }

    [Fact]
    public async Task A_process_of_a_container_is_told_with_its_image()
    {
        Measurement measured = await rig.MeasureAsync();

        Assert.Equal(FakeRuntime.Digest(0x1A), measured.ImageSha256!.Value);
        Assert.Contains($"image:sha256:{CriDouble.Manifest}", MeasuredSelectors.Of(measured));
    }

    [Fact]
    public async Task Without_a_runtime_nothing_is_said_of_images()
    {
        Measurement measured = await new MeasuringRig().MeasureAsync();

        Assert.Null(measured.ImageSha256);
        Assert.DoesNotContain(MeasuredSelectors.Of(measured), each => each.StartsWith("image:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_in_no_container_has_no_image_and_nobody_is_asked()
    {
        rig.Process.Files["cgroup"] = "0::/system.slice/cart.service\n";

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
        Assert.Equal(0, runtime.Asked);
    }

    [Fact]
    public async Task A_runtime_that_says_nothing_fails_no_measurement()
    {
        runtime.Container = null;

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
    }

    [Fact]
    public async Task An_image_without_a_manifests_digest_is_not_told_and_asked_for_again()
    {
        runtime.Container = runtime.Container! with { Manifest = null };

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
        runtime.Container = runtime.Container with { Manifest = FakeRuntime.Digest(0x1A) };
        Assert.NotNull((await rig.MeasureAsync()).ImageSha256);
    }

    [Fact]
    public async Task A_process_that_moved_itself_into_anothers_cgroup_is_refused_by_its_mounts()
    {
        init.Namespaces["mnt"] = new(4, 777);

        Assert.Equal(
            (MeasurementReasons.ForeignContainer, $"its cgroup names container {FakeProcess.Container}, and its mount namespace is 101, want 777 of the container's first process"),
            await rig.RefusedAsync());
    }

    [Fact]
    public async Task A_process_that_moved_itself_into_anothers_cgroup_is_refused_by_its_pid_namespace()
    {
        init.Namespaces["pid"] = new(4, 777);

        Assert.Equal(MeasurementReasons.ForeignContainer, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_process_that_moves_after_its_container_is_known_is_refused_without_a_question()
    {
        await rig.MeasureAsync();
        rig.Process.Namespaces["mnt"] = new(4, 777);

        Assert.Equal(MeasurementReasons.ForeignContainer, (await rig.RefusedAsync()).Reason);
        Assert.Equal(1, runtime.Asked);
    }

    [Fact]
    public async Task A_contradiction_is_refused_whether_the_image_has_a_manifest_or_not()
    {
        runtime.Container = runtime.Container! with { Manifest = null };
        init.Namespaces["mnt"] = new(4, 777);

        Assert.Equal(MeasurementReasons.ForeignContainer, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_process_that_changes_its_cgroup_while_the_runtime_answers_is_looked_at_again()
    {
        runtime.OnAsk = _ => rig.Process.Files["cgroup"] = "0::/system.slice/cart.service\n";

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
    }

    [Fact]
    public async Task A_process_that_changes_its_cgroup_at_each_look_is_refused()
    {
        string own = rig.Process.Files["cgroup"];
        rig.Process.OnLook = look => rig.Process.Files["cgroup"] = look % 2 == 0 ? own : "0::/system.slice/cart.service\n";

        Assert.Equal(MeasurementReasons.ProcessChanged, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_process_that_exits_while_the_runtime_answers_is_gone()
    {
        runtime.OnAsk = _ => rig.Process.Lives = false;

        Assert.Equal(MeasurementReasons.PeerGone, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_container_whose_first_process_is_gone_is_not_observable()
    {
        rig.Procfs.Others.Clear();

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
    }

    [Fact]
    public async Task A_number_that_means_another_process_here_says_nothing()
    {
        init.Files["cgroup"] = "0::/init.scope\n";
        init.Namespaces["mnt"] = new(4, 777);

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
    }

    [Theory]
    [InlineData("stat")]
    [InlineData("cgroup")]
    public async Task A_first_process_that_cannot_be_read_says_nothing(string file)
    {
        init.Files[file] = "?";

        Assert.Null((await rig.MeasureAsync()).ImageSha256);
    }

    [Fact]
    public async Task A_container_is_asked_for_once()
    {
        await rig.MeasureAsync();
        runtime.Container = null;

        Assert.NotNull((await rig.MeasureAsync()).ImageSha256);
        Assert.Equal(1, runtime.Asked);
    }

    [Fact]
    public async Task A_container_of_the_same_id_with_another_first_process_is_another_one()
    {
        await rig.MeasureAsync();
        init.Files["stat"] = init.Files["stat"].Replace($" {FakeProcess.Start} ", " 61000 ", StringComparison.Ordinal);
        runtime.Container = new(FakeRuntime.Digest(0x2B), CriDouble.Init);

        Assert.Equal(FakeRuntime.Digest(0x2B), (await rig.MeasureAsync()).ImageSha256!.Value);
        Assert.Equal(2, runtime.Asked);
    }

    [Fact]
    public async Task A_look_that_lacks_the_image_is_the_same_and_one_of_another_image_is_not()
    {
        Measurement measured = await rig.MeasureAsync();

        Assert.True(measured.IsSame(measured with { ImageSha256 = null }));
        Assert.True(measured.IsSame(measured with { ImageSha256 = FakeRuntime.Digest(0x1A) }));
        Assert.False(measured.IsSame(measured with { ImageSha256 = FakeRuntime.Digest(0x2B) }));
    }
}
