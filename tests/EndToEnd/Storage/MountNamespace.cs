// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;

namespace Attestation.EndToEnd.Storage;

/// <summary>Mounts that only the agent sees, held by a shell; gone with it. Skips the test where mounting is not allowed.</summary>
internal sealed class MountNamespace : IDisposable
{
    private readonly Process holder;

    private MountNamespace(Process holder) => this.holder = holder;

    /// <summary>What an agent is run by to see the mounts.</summary>
    public IReadOnlyList<string> RunBy => ["nsenter", "-m", "-t", Pid, "--"];

    private string Pid => holder.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes the mounts.</summary>
    /// <param name="script">A shell's commands.</param>
    public static async Task<MountNamespace> MakeAsync(string script)
    {
        Process holder = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", $"{script} && echo mounted && read end"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        MountNamespace made = new(holder);
        if (await holder.StandardOutput.ReadLineAsync() != "mounted")
        {
            string why = await holder.StandardError.ReadToEndAsync();
            made.Dispose();
            Assert.Skip($"nothing can be mounted here: {why}");
        }

        return made;
    }

    /// <summary>A path inside as it is named from outside.</summary>
    public string Seen(string path) => $"/proc/{Pid}/root{path}";

    /// <summary>Runs a program inside.</summary>
    public void Run(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo("nsenter", [.. RunBy.Skip(1), .. command]) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {said}");
    }

    public void Dispose()
    {
        holder.StandardInput.Close();
        holder.WaitForExit();
        holder.Dispose();
    }
}
