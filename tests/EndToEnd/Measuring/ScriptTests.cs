// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>Interpreters that an agent's configuration lists, and what they say to run.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task A_script_of_a_listed_shell_is_told_by_its_digest()
    {
        using AgentSite site = Listing("/bin/sh");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        string script = Script(rig, "job", "#!/bin/sh\necho $$\nread end\n");
        using HeldProgram program = HeldProgram.Start(script, ["--argument"]);

        Assert.Equal(Selectors("/bin/sh", script), await SelectorsAsync(rig, program));
    }

    [Fact]
    public async Task A_script_whose_first_line_has_an_option_and_one_by_a_path_from_where_its_process_is_are_told()
    {
        using AgentSite site = Listing("/bin/sh");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        string script = Script(rig, "job", "#!/bin/sh -e\necho $$\nread end\n");
        using HeldProgram option = HeldProgram.Start(script, []);
        using HeldProgram relative = HeldProgram.Start("sh", ["-c", $"cd {Path.GetDirectoryName(script)} && exec sh ./job"]);

        Assert.Equal(Selectors("/bin/sh", script), await SelectorsAsync(rig, option));
        Assert.Equal(Selectors("/bin/sh", script), await SelectorsAsync(rig, relative));
    }

    [Fact]
    public async Task A_listed_shell_that_runs_a_command_line_has_no_script()
    {
        using AgentSite site = Listing("/bin/sh");
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram program = HeldProgram.Start("/bin/sh", ["-c", "echo $$; read end; true"]);

        Assert.Equal("interpreter", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task A_process_that_overwrites_its_arguments_is_told_with_the_script_that_it_claims_as_its_own_word()
    {
        using AgentSite site = Listing(BuiltPrograms.Interpreter);
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        string good = Script(rig, "good", "good\n");
        string evil = Script(rig, "evil", "evil\n");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Interpreter, [evil, good]);

        MeasureProcessResponse measured = await rig.MeasureAsync(program);

        Assert.Contains($"script:sha256:{Digest(good)}", measured.Selectors);
        Assert.Contains($"\"script\":{{\"alg\":\"sha256\",\"digest\":\"{Digest(good)}\",\"from\":\"process\"}}", measured.Process.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal("hash", measured.Measured);
    }

    [Fact]
    public async Task A_script_behind_a_link_in_a_root_of_its_own_is_the_one_in_that_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "changing the root needs root");
        using AgentSite site = Listing(BuiltPrograms.Interpreter);
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        AttackRig.Run("mkdir", "-p", rig.In("jail/etc"));
        rig.Copy(BuiltPrograms.Interpreter, "jail/interpreter");
        string script = Script(rig, "jail/etc/passwd", "of the jail\n");
        File.CreateSymbolicLink(rig.In("jail/up"), "../../../../../../etc/passwd");
        File.CreateSymbolicLink(rig.In("jail/absolute"), "/up");
        using HeldProgram program = HeldProgram.Start("chroot", [rig.In("jail"), "/interpreter", "/absolute"]);

        Assert.Equal(Selectors(BuiltPrograms.Interpreter, script), await SelectorsAsync(rig, program));
    }

    [Fact]
    public async Task A_link_of_procfs_on_the_way_to_a_script_is_not_followed()
    {
        using AgentSite site = Listing(BuiltPrograms.Interpreter);
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        string script = Script(rig, "job", "job\n");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Interpreter, [$"/proc/self/root{script}"]);

        Assert.Equal("interpreter", await rig.RefusedAsync(program));
    }

    [Fact]
    public async Task An_interpreter_that_is_not_listed_is_refused_beside_one_that_is()
    {
        using AgentSite site = Listing(BuiltPrograms.Interpreter);
        using AgentProcess agent = await site.StartAsync();
        using AttackRig rig = new(site);
        using HeldProgram program = HeldProgram.Start(Script(rig, "job", "#!/bin/sh\necho $$\nread end\n"), []);

        Assert.Equal("interpreter", await rig.RefusedAsync(program));
    }

    private static AgentSite Listing(string interpreter)
    {
        AgentSite site = new();
        site.Configuration = Path.Combine(site.Folder, "agent.json");
        File.WriteAllText(site.Configuration, $$"""{ "measuring": { "interpretersUnsafe": ["{{Digest(interpreter)}}"] } }""");
        return site;
    }

    // Written by another process: no child of another test can hold it open for writing when it is executed.
    private static string Script(AttackRig rig, string name, string text)
    {
        AttackRig.Run("sh", "-c", "printf '%s' \"$2\" > \"$1\" && chmod 500 \"$1\"", "sh", rig.In(name), text);
        return rig.In(name);
    }

    private static string[] Selectors(string interpreter, string script) => [$"exe:sha256:{Digest(interpreter)}", $"script:sha256:{Digest(script)}"];

    private static async Task<IEnumerable<string>> SelectorsAsync(AttackRig rig, HeldProgram program) =>
        (await rig.MeasureAsync(program)).Selectors.Where(each => each.StartsWith("exe:sha256:", StringComparison.Ordinal) || each.StartsWith("script:", StringComparison.Ordinal));

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
