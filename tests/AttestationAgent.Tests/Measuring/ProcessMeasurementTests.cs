// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;
using Attestation.Wire;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>What is said of an honest process, and how often its file is read for it.</summary>
public sealed class ProcessMeasurementTests
{
    [Fact]
    public async Task An_honest_process_is_described()
    {
        MeasuringRig rig = new();

        Measurement measured = await rig.MeasureAsync();

        Assert.Equal(SHA256.HashData("the program"u8), measured.ExeSha256.ToArray());
        Assert.Equal("hash", measured.Level);
        Assert.Equal(new(FakeProcess.Number, FakeProcess.Start, 1000, 1000), measured.Process.Peer);
        Assert.Equal(("/server", 11UL, true, 1), (measured.Process.ExePath, measured.Process.ExeSize, measured.Process.Dumpable, measured.Process.PtraceScope));
        Assert.StartsWith("/kubepods.slice/", measured.Process.Cgroup, StringComparison.Ordinal);
        Assert.Equal(("hmac-sha256", "agent-read"), (measured.Process.Argv!.Algorithm, measured.Process.Environment!.From));
        Assert.NotEqual(Hex.Of(SHA256.HashData("/server\0--port\0"u8)), measured.Process.Argv.Hex);
    }

    [Fact]
    public async Task What_fs_verity_enforces_is_the_level()
    {
        MeasuringRig rig = new();
        rig.Image.Enforced = new("sha256", new string('a', 64));

        Measurement measured = await rig.MeasureAsync();

        Assert.Equal(("verity", "fs-verity"), (measured.Level, measured.Process.Verity!.From));
        Assert.Contains("exe:verity:sha256:" + new string('a', 64), MeasuredSelectors.Of(measured));
        Assert.Contains("exe:sha256:" + Hex.Of(measured.ExeSha256.Span), MeasuredSelectors.Of(measured));
    }

    [Fact]
    public async Task Selectors_are_what_was_observed_and_no_more()
    {
        MeasuringRig rig = new();

        string[] selectors = [.. MeasuredSelectors.Of(await rig.MeasureAsync())];

        Assert.Equal(
            [
                $"exe:sha256:{Hex.Of(SHA256.HashData("the program"u8))}", "measured:hash", "path:/server",
                $"pod-uid:{FakeProcess.PodUid}", $"container-id:{FakeProcess.Container}", "binding:pid",
            ],
            selectors);
    }

    [Fact]
    public async Task A_path_with_a_line_end_is_no_selector()
    {
        MeasuringRig rig = new();
        rig.Process.Links["exe"] = "/ser\nver";

        Assert.DoesNotContain(MeasuredSelectors.Of(await rig.MeasureAsync()), each => each.StartsWith("path:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_read_once_until_it_changes()
    {
        MeasuringRig rig = new();
        await rig.MeasureAsync();
        int reads = rig.Image.Reads;

        await rig.MeasureAsync();
        Assert.Equal((reads, 1), (rig.Image.Reads, rig.Cache.Count));

        rig.Image.File = rig.Image.File with { ChangedNanoseconds = 6 };
        rig.Image.Bytes = "another one"u8.ToArray();
        Assert.Equal(SHA256.HashData("another one"u8), (await rig.MeasureAsync()).ExeSha256.ToArray());
    }

    [Fact]
    public async Task A_process_that_settles_is_measured_at_the_next_pair_of_looks()
    {
        MeasuringRig rig = new();
        rig.Process.OnLook = look => rig.Process.Links["cwd"] = look == 1 ? "/tmp" : "/";

        await rig.MeasureAsync();

        Assert.Equal(4, rig.Process.Looks);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_read_again_and_its_first_digest_is_not_kept()
    {
        MeasuringRig rig = new();
        rig.Image.OnRead = read => rig.Image.File = rig.Image.File with { ChangedNanoseconds = read == 0 ? 6u : rig.Image.File.ChangedNanoseconds };

        Measurement measured = await rig.MeasureAsync();

        Assert.Equal((6u, 1), (measured.Program.File.ChangedNanoseconds, rig.Cache.Count));
    }

    [Fact]
    public async Task The_description_is_canonical_JSON_of_the_type_that_statements_have()
    {
        MeasuringRig rig = new();

        string json = Encoding.UTF8.GetString((await rig.MeasureAsync()).Process.ToJson().Span);

        Assert.Matches("^\\{\"argv\":\\{\"alg\":\"hmac-sha256\",\"digest\":\"[0-9a-f]{64}\",\"from\":\"agent-read\"\\},\"cgroup\":\"/kubepods", json);
        Assert.EndsWith("\"pid\":4312,\"ptraceScope\":1,\"startTime\":\"51007\",\"uid\":1000}", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_seen_is_absent()
    {
        MeasuringRig rig = new();
        rig.Procfs.Yama = null;
        rig.Process.Files["status"] = rig.Process.Files["status"].Replace("1000", "0", StringComparison.Ordinal);
        rig.Process.Files["cgroup"] = "0::/user.slice/session-1.scope\n";

        Measurement measured = await rig.MeasureAsync();

        Assert.Equal((null, null), (measured.Process.PtraceScope, measured.Process.Dumpable));
        Assert.DoesNotContain(MeasuredSelectors.Of(measured), each => each.StartsWith("pod-uid:", StringComparison.Ordinal) || each.StartsWith("container-id:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_process_that_is_not_dumpable_is_said_to_be_so()
    {
        MeasuringRig rig = new();
        rig.Process.Owner = 0;

        Assert.False((await rig.MeasureAsync()).Process.Dumpable);
    }

    [Fact]
    public async Task The_digest_of_mappings_tells_one_loaded_library_from_another()
    {
        MeasuringRig rig = new();
        MeasuringRig loaded = new();
        foreach (string file in new[] { "maps", "smaps" })
        {
            loaded.Process.Files[file] = loaded.Process.Files[file].Replace("08:01 77", "08:01 78", StringComparison.Ordinal);
        }

        Assert.NotEqual((await rig.MeasureAsync()).Process.Mappings, (await loaded.MeasureAsync()).Process.Mappings);
    }

    [Fact]
    public async Task The_peer_of_a_socket_is_measured_by_its_handle()
    {
        MeasuringRig rig = new();

        Measurement measured = await rig.Measuring.OfPeerAsync(rig.Process, FakeProcess.Start, bound: null, TestContext.Current.CancellationToken);

        Assert.Equal(FakeProcess.Number, measured.Process.Peer.Pid);
    }

    [Fact]
    public async Task A_bound_process_renews_after_an_upgrade_unlinked_its_file_and_no_other_does()
    {
        MeasuringRig rig = new();
        FileIdentity bound = (await rig.MeasureAsync()).Program.File;
        rig.Image.Links = 0;
        rig.Image.File = bound with { ChangedNanoseconds = 9 };
        rig.Process.Links["exe"] = "/server (deleted)";

        Measurement renewed = await rig.Measuring.OfPeerAsync(rig.Process, FakeProcess.Start, bound, TestContext.Current.CancellationToken);

        Assert.True(renewed.IsImageDeleted);
        Assert.DoesNotContain(MeasuredSelectors.Of(renewed), each => each.StartsWith("path:", StringComparison.Ordinal));
        MeasurementRefusedException refused = await Assert.ThrowsAsync<MeasurementRefusedException>(
            () => rig.Measuring.OfPeerAsync(rig.Process, FakeProcess.Start, bound with { Inode = 43 }, TestContext.Current.CancellationToken));
        Assert.Equal(MeasurementReasons.DeletedImage, refused.Reason);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so_and_no_process_is_blamed()
    {
        MeasuringRig rig = new();
        using CancellationTokenSource stop = new();
        rig.Process.OnLook = _ => stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.MeasureAsync(stop.Token));
    }
}
