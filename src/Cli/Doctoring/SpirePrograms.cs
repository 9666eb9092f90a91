// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Kernel;
using Attestation.Wire;

namespace Attestation.Cli.Doctoring;

/// <summary>The programs that attest this node, by the digests that a policy pins: the plugin, the SPIRE agent that started it, the attestation agent.</summary>
/// <param name="processes">The kernel's word on processes.</param>
internal sealed class SpirePrograms(IProcesses processes)
{
    private const string Plugin = "spire-tee-plugin";
    private const long MaxBytes = 1L << 30;

    /// <summary>A line for each program that runs.</summary>
    /// <param name="agent">The attestation agent's digest; null where none answers.</param>
    public IEnumerable<Remark> Remarks(string? agent)
    {
        yield return agent is null
            ? new(Outcome.NotEvaluated, "node.agents", "no attestation agent answers")
            : new(Outcome.Pass, "node.agents", $"{agent} attestation-agent, as it says itself");
        int[] plugins = [.. Directory.EnumerateDirectories("/proc").Select(PidOf).Where(IsPlugin)];
        if (plugins.Length == 0)
        {
            yield return new(Outcome.NotEvaluated, "node.callers", $"no {Plugin} runs here, as far as this user may look") { Hint = "start the SPIRE agent, or run as root" };
        }

        foreach (Remark each in plugins.SelectMany(Programs).DistinctBy(each => each.Says))
        {
            yield return each;
        }
    }

    private IEnumerable<Remark> Programs(int plugin) => [Digest(plugin, Plugin), Digest(processes.StatOf(plugin).Parent, "its parent")];

    private Remark Digest(int pid, string what)
    {
        try
        {
            return new(Outcome.Pass, "node.callers", $"{Hex.Of(processes.HashExecutable(pid, MaxBytes).Sha256)} {what}");
        }
        catch (KernelException refused)
        {
            return new(Outcome.Fail, "node.callers", $"{what}: {refused.Message}") { Hint = "run as root" };
        }
    }

    private static int PidOf(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0;

    private static bool IsPlugin(int pid)
    {
        try
        {
            return pid > 0 && Path.GetFileName(File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName) == Plugin;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
