// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Attestation.Kernel;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Listed interpreters, and the scripts that their arguments name.</summary>
public sealed class ScriptTests
{
    private const string Path = "/app/job.py";

    private static readonly byte[] Script = "#!/usr/bin/python3 -I\nprint()\n"u8.ToArray();

    private readonly MeasuringRig rig = Rig();

    [Fact]
    public async Task A_script_of_a_listed_interpreter_is_told_beside_it_as_the_processs_own_word()
    {
        Measurement measured = await rig.MeasureAsync();

        string digest = Hex.Of(SHA256.HashData(Script));
        Assert.Equal(new MeasuredDigest("sha256", digest, "process"), measured.Process.Script);
        Assert.Equal(("hash", Interpreter), (measured.Level, Hex.Of(measured.ExeSha256.Span)));
        Assert.Equal([$"exe:sha256:{Interpreter}", $"script:sha256:{digest}"], MeasuredSelectors.Of(measured).Take(2));
    }

    [Fact]
    public async Task What_the_kernel_enforces_of_a_script_is_told_as_such_and_the_level_stays_the_agents()
    {
        File.Enforced = new("sha256", new string('a', 64));
        rig.Image.Enforced = new("sha256", new string('b', 64));

        Measurement measured = await rig.MeasureAsync();

        Assert.Equal((new("sha256", new string('a', 64), "fs-verity"), "hash"), (measured.Process.Script, measured.Level));
    }

    [Fact]
    public async Task An_interpreter_that_is_not_listed_is_refused_among_others_that_are()
    {
        MeasuringRig other = Rig(new string('0', 64));

        (MeasurementReason reason, string because) = await other.RefusedAsync();

        Assert.Equal((MeasurementReasons.Interpreter, "/usr/bin/python3.11 runs what it is given, and is not listed"), (reason, because));
    }

    [Fact]
    public async Task A_listed_program_of_any_name_is_an_interpreter_that_needs_a_script()
    {
        rig.Process.Links["exe"] = "/server";
        Assert.NotNull((await rig.MeasureAsync()).Process.Script);

        rig.Process.Files["cmdline"] = "server\0";
        Assert.Equal((MeasurementReasons.Interpreter, "the arguments of /server name no script"), await rig.RefusedAsync());
    }

    [Fact]
    public async Task On_a_socket_that_the_agent_owns_a_listed_interpreter_is_refused_whatever_it_is_called()
    {
        Assert.Equal(MeasurementReasons.Interpreter, (await RefusedPeerAsync()).Reason);

        rig.Process.Links["exe"] = "/server";
        Assert.Equal("its program is listed as an interpreter", (await RefusedPeerAsync()).Message);
    }

    [Theory]
    [InlineData("python3\0-c\0pass\0", "the option -c stands before /pass")]
    [InlineData("python3\0-m\0/app/job.py\0", "the option -m stands before /app/job.py")]
    [InlineData("python3\0/app/other.py\0", "its script: /app/other.py: openat2: ENOENT")]
    public async Task Arguments_that_may_mean_something_else_name_no_script(string arguments, string because)
    {
        rig.Process.FilesInRoot["/pass"] = new() { Bytes = Script, Mode = 0x81a4 };
        rig.Process.Files["cmdline"] = arguments;

        (MeasurementReason reason, string said) = await rig.RefusedAsync();

        Assert.Equal(MeasurementReasons.Interpreter, reason);
        Assert.StartsWith(because, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_the_scripts_first_line_has_is_the_kernels()
    {
        rig.Process.Files["cmdline"] = $"python3\0-I\0{Path}\0--verbose\0";

        Assert.NotNull((await rig.MeasureAsync()).Process.Script);
    }

    [Fact]
    public async Task A_script_that_is_a_pipe_is_not_opened()
    {
        rig.Process.FilesInRoot[Path] = new() { Mode = 0x11a4, OnRead = _ => Assert.Fail("it was read") };

        Assert.Equal((MeasurementReasons.Interpreter, $"{Path} is no regular file"), await rig.RefusedAsync());
    }

    [Fact]
    public async Task A_script_on_a_file_system_that_is_not_listed_is_not_trusted()
    {
        File.Kind = 0x01021994;

        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_process_that_sees_a_file_server_has_its_paths_followed_without_a_question()
    {
        rig.Process.Files["mountinfo"] += "31 29 0:60 / /mnt rw - fuse.sshfs server rw\n";
        rig.Process.OnOpen = mayAsk => throw (mayAsk ? new InvalidOperationException("a server would be asked") : new KernelException("openat2", Path, Errno.EAGAIN));

        Assert.Equal(MeasurementReasons.UntrustedFileSystem, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_script_that_another_takes_the_place_of_is_looked_at_again_and_then_refused()
    {
        int opened = 0;
        rig.Process.OnOpen = _ => rig.Process.FilesInRoot[Path] = new() { Bytes = Script, Mode = 0x81a4, File = new((8UL << 32) | 1, (ulong)(50 + opened++), Script.Length, 1000, 5) };

        Assert.Equal(MeasurementReasons.ProcessChanged, (await rig.RefusedAsync()).Reason);
    }

    [Fact]
    public async Task A_script_that_is_larger_than_is_read_is_too_large()
    {
        MeasuringRig small = Rig(limits: new() { ScriptBytes = Script.Length - 1 });

        Assert.Equal(MeasurementReasons.TooLarge, (await small.RefusedAsync()).Reason);
    }

    private static string Interpreter => Hex.Of(SHA256.HashData("the program"u8));

    private FakeImage File => rig.Process.FilesInRoot[Path];

    private async Task<MeasurementRefusedException> RefusedPeerAsync() =>
        await Assert.ThrowsAsync<MeasurementRefusedException>(() => rig.Measuring.OfPeerAsync(rig.Process, FakeProcess.Start, bound: null, TestContext.Current.CancellationToken));

    private static MeasuringRig Rig(string? listed = null, MeasuringLimits? limits = null)
    {
        MeasuringRig rig = new(limits, null, listed ?? Interpreter);
        rig.Process.Links["exe"] = "/usr/bin/python3.11";
        rig.Process.Files["cmdline"] = $"python3\0{Path}\0";
        rig.Process.FilesInRoot[Path] = new() { Bytes = Script, Mode = 0x81a4, File = new((8UL << 32) | 1, 43, Script.Length, 1000, 5) };
        return rig;
    }
}
