// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Clients;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>
/// Attacks on the measuring of a process that somebody named by its pid (docs/threats.md, plugin mode): refused with their reason, or told as they are.
/// Attacks on a socket that the agent owns are in <see cref="Fronts.FrontAttackTests"/>.
/// </summary>
public sealed class AttackTests(RunningAgent agent) : IClassFixture<RunningAgent>
{
    private const int Nobody = 65534;

    [Fact]
    public async Task Exec_swap_is_told_without_a_claim_to_have_watched()
    {
        using AttackRig rig = new(agent);
        using HeldProgram swapped = HeldProgram.Start(BuiltPrograms.Attack, ["swap", agent.Site.AgentSocket, BuiltPrograms.Trusted]);

        MeasureProcessResponse measured = await rig.MeasureAsync(swapped);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(swapped.Pid));
        Assert.Equal(AttackRig.TrustedDigest, measured.ExeSha256.ToByteArray());
        Assert.Contains("binding:pid", measured.Selectors);
        Assert.DoesNotContain("exec-watched:true", measured.Selectors);
        Assert.DoesNotContain("peer-exclusive:true", measured.Selectors);
    }

    [Fact]
    public async Task A_program_that_was_never_a_file_is_refused()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["memory"]);

        Assert.Equal("memfd", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_trusted_file_renamed_over_the_programs_path_does_not_help_it()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Attack, "server");
        using HeldProgram program = HeldProgram.Start(path, ["hold"]);
        File.Move(rig.Copy(BuiltPrograms.Trusted, "good"), path, overwrite: true);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByPath(program.Pid));
        Assert.Equal("deleted-image", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_trusted_file_renamed_over_a_path_of_a_program_with_another_name_leaves_it_its_own_digest()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Attack, "server");
        HardLink(path, rig.In("kept"));
        using HeldProgram program = HeldProgram.Start(path, ["hold"]);
        File.Move(rig.Copy(BuiltPrograms.Trusted, "good"), path, overwrite: true);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByPath(program.Pid));
        Assert.Equal(AttackRig.AttackDigest, (await rig.MeasureAsync(program)).ExeSha256.ToByteArray());
    }

    [Fact]
    public async Task A_program_whose_file_was_removed_is_refused()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Trusted, "server");
        using HeldProgram program = HeldProgram.Start(path, []);
        File.Delete(path);

        Assert.Equal("deleted-image", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_hard_link_under_the_trusted_name_has_the_digest_of_its_bytes()
    {
        using AttackRig rig = new(agent);
        HardLink(rig.Copy(BuiltPrograms.Attack, "evil"), rig.In("trusted"));
        using HeldProgram program = HeldProgram.Start(rig.In("trusted"), ["hold"]);

        MeasureProcessResponse measured = await rig.MeasureAsync(program);

        Assert.Contains(measured.Selectors, each => each.StartsWith("path:", StringComparison.Ordinal) && each.EndsWith("/trusted", StringComparison.Ordinal));
        Assert.Equal(AttackRig.AttackDigest, measured.ExeSha256.ToByteArray());
    }

    [Fact]
    public async Task A_bind_mount_over_the_programs_path_changes_no_byte_of_it()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Attack, "server");
        using HeldProgram program = HeldProgram.Start(path, ["bind", BuiltPrograms.Trusted, path]);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByPath(program.Pid));
        Assert.Equal(AttackRig.AttackDigest, (await rig.MeasureAsync(program)).ExeSha256.ToByteArray());
    }

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("LD_AUDIT")]
    public async Task A_library_loaded_by_the_environment_is_refused(string variable)
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, [], (variable, BuiltPrograms.Preload));

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
        Assert.Equal("unexpected-mapping", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_library_that_hides_how_it_was_loaded_shows_in_the_digest_of_mappings()
    {
        using AttackRig rig = new(agent);
        using HeldProgram honest = HeldProgram.Start(BuiltPrograms.Trusted, []);
        using HeldProgram loaded = HeldProgram.Start(BuiltPrograms.Trusted, [], ("LD_PRELOAD", BuiltPrograms.Preload), ("HIDE", "1"));

        Assert.NotEqual(Mappings(await rig.MeasureAsync(honest)), Mappings(await rig.MeasureAsync(loaded)));
    }

    [Fact]
    public async Task A_traced_program_is_refused_while_it_is_traced()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);
        using (HeldProgram tracer = HeldProgram.Start(BuiltPrograms.Attack, ["trace", $"{program.Pid}"]))
        {
            Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
            Assert.Equal("traced", await rig.RefusedAsync(tracer));
        }

        Assert.Equal(AttackRig.TrustedDigest, (await rig.MeasureAsync(program)).ExeSha256.ToByteArray());
    }

    [Fact]
    public async Task Machine_code_written_through_proc_mem_is_refused()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);
        using HeldProgram writer = HeldProgram.Start(BuiltPrograms.Attack, ["patch", $"{program.Pid}"]);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
        Assert.Equal("patched-text", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_script_named_like_the_trusted_program_is_an_interpreter()
    {
        using AttackRig rig = new(agent);
        AttackRig.Run("sh", "-c", "printf '#!/bin/sh\\necho $$\\nread end\\n' > \"$1\" && chmod 500 \"$1\"", "sh", rig.In("trusted"));
        using HeldProgram program = HeldProgram.Start(rig.In("trusted"), []);

        Assert.Equal("interpreter", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_file_executed_by_its_descriptor_when_it_has_no_name_is_refused()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Attack, "server");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["unlinked", path]);

        Assert.Equal("deleted-image", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_process_that_has_exited_is_gone()
    {
        using AttackRig rig = new(agent);
        (int pid, ulong start) = Exited();

        Assert.Equal("peer-gone", await rig.RefusedAsync(pid, start));
    }

    [Fact]
    public async Task A_trusted_program_that_got_the_number_of_another_process_is_not_that_process()
    {
        using AttackRig rig = new(agent);
        (int pid, ulong start) = Exited();
        HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["reuse", $"{pid}", BuiltPrograms.Trusted]);
        while (program.StartTime == start)
        {
            program.Dispose();
            program = HeldProgram.Start(BuiltPrograms.Attack, ["reuse", $"{pid}", BuiltPrograms.Trusted]);
        }

        using (program)
        {
            Assert.Equal(pid, program.Pid);
            Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(pid));
            Assert.Equal("peer-gone", await rig.RefusedAsync(pid, start));
        }
    }

    [Fact]
    public async Task A_set_user_id_program_is_ambiguous_whoever_starts_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "becoming another user needs root");
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Trusted, "trusted");
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.SetUser | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        using HeldProgram own = HeldProgram.Start(path, []);
        using HeldProgram others = HeldProgram.Start(BuiltPrograms.Attack, ["as-user", $"{Nobody}", path]);

        Assert.Equal("ambiguous-credentials", await rig.RefusedAsync(own));
        Assert.Equal("ambiguous-credentials", await rig.RefusedAsync(others));
    }

    [Fact]
    public async Task A_process_of_two_users_is_ambiguous()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["half-user", $"{Nobody}"]);

        Assert.Equal("ambiguous-credentials", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task The_ELF_loader_with_the_trusted_program_as_its_argument_is_an_interpreter()
    {
        string? loader = new[] { "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(loader is null, "no glibc loader where it usually is");
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(loader, [BuiltPrograms.Trusted]);

        Assert.Equal("interpreter", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_process_in_namespaces_of_its_own_user_namespace_is_foreign()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["namespaces"]);

        Assert.Equal("foreign-user-namespace", await rig.RefusedAsync(program));
    }

    [Theory]
    [InlineData("self")]
    [InlineData("child")]
    public async Task A_rewritten_exe_link_names_a_program_that_is_not_in_memory(string by)
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["rewrite", BuiltPrograms.Rewrite, BuiltPrograms.Trusted, by]);

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
        Assert.Equal("exe-not-mapped", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_rewritten_exe_link_whose_file_is_mapped_shows_in_the_digest_of_mappings()
    {
        using AttackRig rig = new(agent);
        using HeldProgram honest = HeldProgram.Start(BuiltPrograms.Trusted, []);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["rewrite", BuiltPrograms.Rewrite, BuiltPrograms.Trusted, "mapped"]);

        MeasureProcessResponse measured = await rig.MeasureAsync(program);

        Assert.Equal(AttackRig.TrustedDigest, measured.ExeSha256.ToByteArray());
        Assert.NotEqual(Mappings(await rig.MeasureAsync(honest)), Mappings(measured));
    }

    [Fact]
    public async Task A_file_system_whose_server_is_the_attackers_is_refused_without_a_question_to_it()
    {
        using AttackRig rig = new(agent);
        Directory.CreateDirectory(rig.In("mount"));
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.LyingFileSystem, [rig.In("mount")]);

        Assert.Equal("untrusted-filesystem", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task An_overlay_that_a_user_namespace_mounted_is_not_trusted()
    {
        using AttackRig rig = new(agent);
        AttackRig.Run("mkdir", rig.In("lower"), rig.In("other"), rig.In("merged"));
        AttackRig.Run("cp", BuiltPrograms.Trusted, rig.In("lower/trusted"));
        const string Mounting = "mount -t overlay overlay -o \"lowerdir=$1/lower:$1/other\" \"$1/merged\" 2> /dev/null && exec \"$1/merged/trusted\" || echo skip no overlay in a user namespace";
        using HeldProgram program = HeldProgram.Start("unshare", ["-Urm", "sh", "-c", Mounting, "sh", rig.In("")]);

        Assert.Equal("untrusted-filesystem", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_file_system_in_memory_is_not_trusted()
    {
        const string Memory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(Memory) && new DriveInfo(Memory).DriveFormat == "tmpfs", "no tmpfs at /dev/shm");
        using AttackRig rig = new(agent);
        string path = Path.Combine(Memory, Path.GetRandomFileName());
        AttackRig.Run("cp", BuiltPrograms.Trusted, path);
        try
        {
            using HeldProgram program = HeldProgram.Start(path, []);

            Assert.Equal("untrusted-filesystem", await rig.RefusedAsync(program));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("CORECLR_PROFILER_PATH")]
    [InlineData("JAVA_TOOL_OPTIONS")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("PYTHONPATH")]
    public async Task A_runtime_hook_in_the_environment_is_refused(string variable)
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, [], (variable, "/elsewhere"));

        Assert.Equal(AttackRig.TrustedDigest, NaiveAttestor.ByLink(program.Pid));
        Assert.Equal("runtime-hook", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_process_that_moved_itself_into_the_cgroup_of_another_container_is_not_of_its_image()
    {
        await using MadeContainer container = await MadeContainer.StartAsync();
        using AgentSite site = container.Site();
        using AgentProcess knowing = await site.StartAsync();
        using AttackRig rig = new(site);
        container.Begin(HeldProgram.Start("unshare", ["--mount", BuiltPrograms.Trusted]));
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["hold"]);
        container.Enter(program);

        Assert.Equal("foreign-container", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_program_that_forwards_bytes_is_refused()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.StartForwarder("/bin/cat");

        Assert.Equal("forwarder", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_sparse_file_of_two_terabytes_is_refused_by_its_length()
    {
        using AttackRig rig = new(agent);
        string path = rig.Copy(BuiltPrograms.Trusted, "trusted");
        AttackRig.Run("truncate", "--size=2T", path);
        using HeldProgram program = HeldProgram.Start(path, []);

        Assert.Equal("too-large", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_process_that_stops_itself_stalls_nobody()
    {
        using AttackRig rig = new(agent);
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["stop"]);

        Assert.Equal(AttackRig.AttackDigest, (await rig.MeasureAsync(program)).ExeSha256.ToByteArray());
    }

    private static (int Pid, ulong Start) Exited()
    {
        using HeldProgram gone = HeldProgram.Start(BuiltPrograms.Attack, ["hold"]);
        return (gone.Pid, gone.StartTime);
    }

    private static void HardLink(string existing, string name) => AttackRig.Run("ln", existing, name);

    private static string Mappings(MeasureProcessResponse measured)
    {
        using System.Text.Json.JsonDocument process = System.Text.Json.JsonDocument.Parse(measured.Process.Memory);
        return process.RootElement.GetProperty("mappings").GetProperty("digest").GetString()!;
    }
}
