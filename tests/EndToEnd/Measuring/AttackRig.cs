// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Clients;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>A folder on a disk for one attack, and the agent that it is tried on.</summary>
internal sealed class AttackRig : IDisposable
{
    private readonly string folder;
    private readonly AgentConnection node;

    public AttackRig(RunningAgent agent)
        : this(agent.Site)
    {
    }

    public AttackRig(AgentSite site)
    {
        folder = Path.Combine(BuiltPrograms.Folder, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        node = site.ConnectNode();
    }

    public static byte[] TrustedDigest => SHA256.HashData(File.ReadAllBytes(BuiltPrograms.Trusted));

    public static byte[] AttackDigest => SHA256.HashData(File.ReadAllBytes(BuiltPrograms.Attack));

    public string In(string name) => Path.Combine(folder, name);

    /// <summary>A copy of a program under a name.</summary>
    public string Copy(string program, string name)
    {
        Run("cp", program, In(name));
        return In(name);
    }

    /// <summary>Runs a tool. What it wrote may be executed at once: no other test's child can still hold it open.</summary>
    public static void Run(string tool, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{tool}: {said}");
    }

    public Task<MeasureProcessResponse> MeasureAsync(HeldProgram program) => node.MeasureProcessAsync(program.Pid, program.StartTime);

    /// <summary>The reason code for which it is refused.</summary>
    public Task<string> RefusedAsync(HeldProgram program) => RefusedAsync(program.Pid, program.StartTime);

    /// <summary>The reason code for which it is refused.</summary>
    public async Task<string> RefusedAsync(int pid, ulong startTime)
    {
        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => node.MeasureProcessAsync(pid, startTime));
        Assert.Equal(AgentException.ProcessRefused, refused.Reason);
        return refused.Message.Split(':')[0];
    }

    public void Dispose()
    {
        node.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
