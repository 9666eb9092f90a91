// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>A plugin process as SPIRE starts it: cookie and versions in the environment, pipes for stdout and stderr.</summary>
internal sealed class PluginProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Mine = ["PLUGIN_UNIX_SOCKET_DIR", "NodeAttestor", "KeyManager", "WorkloadAttestor", "CredentialComposer"];

    private readonly Process process;
    private readonly ConcurrentQueue<string> printed = new();
    private readonly ConcurrentQueue<string> logged = new();
    private readonly TaskCompletionSource<string> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task output;
    private readonly Task errors;

    private PluginProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        process = Process.Start(start)!;
        output = ReadAsync(process.StandardOutput, line =>
        {
            printed.Enqueue(line);
            first.TrySetResult(line);
        });
        errors = ReadAsync(process.StandardError, logged.Enqueue);
        Exited = EndAsync();
    }

    public int Pid => process.Id;

    /// <summary>The exit code, once the process has ended and both pipes are read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Lines of stdout so far.</summary>
    public IReadOnlyCollection<string> Printed => printed;

    /// <summary>Lines of stderr so far, as SPIRE reads them.</summary>
    public IReadOnlyList<LogLine> Log => [.. logged.Select(LogLine.Of)];

    /// <summary>Warnings, errors, and what is no log line.</summary>
    public IReadOnlyList<LogLine> Complaints => [.. Log.Where(each => each.Level is LogLine.Raw or "warn" or "error")];

    /// <summary>Starts a plugin.</summary>
    /// <param name="cookies">Plugin types that are asked for; SPIRE asks for one.</param>
    /// <param name="scratch">Its TMPDIR.</param>
    /// <param name="args">plugin_args.</param>
    /// <param name="variables">More of the environment.</param>
    public static PluginProcess Start(string[] cookies, string scratch, string[]? args = null, Dictionary<string, string>? variables = null)
    {
        ProcessStartInfo start = new(PluginBinary.Path, args ?? []);
        foreach (string each in Mine)
        {
            start.Environment.Remove(each);
        }

        start.Environment["TMPDIR"] = scratch;
        start.Environment["PLUGIN_PROTOCOL_VERSIONS"] = "1";
        start.Environment["PLUGIN_MIN_PORT"] = "10000";
        start.Environment["PLUGIN_MAX_PORT"] = "25000";
        foreach ((string name, string value) in cookies.Select(each => (each, each)).Concat((variables ?? []).Select(each => (each.Key, each.Value))))
        {
            start.Environment[name] = value;
        }

        return new(start);
    }

    /// <summary>The first line of stdout, or what went wrong, within SPIRE's patience.</summary>
    public async Task<string> FirstLineAsync()
    {
        await Task.WhenAny(first.Task, Exited).WaitAsync(Patience);
        return first.Task.IsCompleted ? await first.Task : throw new InvalidOperationException($"the plugin ended with {await Exited}: {string.Join('\n', logged)}");
    }

    /// <summary>The socket that the handshake line names, after the checks that SPIRE makes.</summary>
    public async Task<string> SocketAsync() => (await FirstLineAsync()).Split('|') is ["1", "1", "unix", var path, "grpc", ""]
        ? path
        : throw new InvalidOperationException($"Unrecognized remote plugin message: {printed.First()}");

    /// <summary>The shell's <c>kill</c>: the base library sends SIGKILL alone.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("sh", ["-c", $"kill -s {name} {Pid.ToString(CultureInfo.InvariantCulture)}"]);
        kill.WaitForExit();
    }

    public void Kill() => process.Kill();

    /// <summary>Resident memory.</summary>
    public long ResidentKilobytes() => long.Parse(
        File.ReadLines($"/proc/{Pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        await Task.WhenAll(output, errors);
        return process.ExitCode;
    }
}
