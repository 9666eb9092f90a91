// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestation.Agent.Tests.Containers;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Measuring;

/// <summary>A container as the agent sees one: a real cgroup with the name that kubelet and containerd give it, and a runtime that knows its id and its first process.</summary>
internal sealed class MadeContainer : IAsyncDisposable
{
    private readonly CriDouble runtime;
    private readonly string pod;
    private readonly string folder;
    private HeldProgram? init;

    private MadeContainer(CriDouble runtime, string root)
    {
        this.runtime = runtime;
        runtime.Container = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        string uid = Guid.NewGuid().ToString().Replace('-', '_');
        pod = Path.Combine(root, "kubepods.slice", $"kubepods-pod{uid}.slice");
        folder = Path.Combine(pod, $"cri-containerd-{runtime.Container}.scope");
        Directory.CreateDirectory(folder);
    }

    /// <summary>What a process writes its number into to be in it.</summary>
    public string Processes => Path.Combine(folder, "cgroup.procs");

    /// <summary>False where the unified hierarchy cannot be written.</summary>
    public static bool IsPossible => Root() is not null;

    /// <summary>Makes one. Skips the running test where it is not possible.</summary>
    public static async Task<MadeContainer> StartAsync()
    {
        string? root = Root();
        Assert.SkipWhen(root is null, "no cgroup v2 that may be written");
        return new(await CriDouble.StartAsync(), root);
    }

    /// <summary>Its first process, from now on.</summary>
    public void Begin(HeldProgram first)
    {
        init = first;
        Enter(first);
        runtime.Answer = CriDouble.Running(info: $$"""{"pid":{{first.Pid}}}""");
        runtime.Answer.Status.Id = runtime.Container;
    }

    /// <summary>Puts a process in, or lets it think so.</summary>
    public void Enter(HeldProgram program) => File.WriteAllText(Processes, program.Pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the agent's configuration says of the runtime.</summary>
    public JsonObject Measuring() => new() { ["criSocket"] = runtime.Socket };

    /// <summary>An agent that knows the runtime.</summary>
    public AgentSite Site()
    {
        AgentSite site = new();
        site.Configuration = Path.Combine(site.Folder, "agent.json");
        File.WriteAllText(site.Configuration, new JsonObject { ["measuring"] = Measuring() }.ToJsonString());
        return site;
    }

    public async ValueTask DisposeAsync()
    {
        init?.Dispose();
        await runtime.DisposeAsync();
        await RemoveAsync(folder);
        Directory.Delete(pod);

        // The directory above stays: another test may be about to make its own in it.
    }

    // A process that was killed leaves its cgroup a little later.
    private static async Task RemoveAsync(string cgroup)
    {
        while (!(await File.ReadAllTextAsync(Path.Combine(cgroup, "cgroup.events"))).Contains("populated 0", StringComparison.Ordinal))
        {
            await Task.Yield();
        }

        Directory.Delete(cgroup);
    }

    private static string? Root() => (from line in File.ReadLines("/proc/mounts")
                                      let fields = line.Split(' ')
                                      where fields is [_, _, "cgroup2", ..] && CanWrite(fields[1])
                                      select fields[1]).FirstOrDefault();

    private static bool CanWrite(string root)
    {
        string probe = Path.Combine(root, Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
