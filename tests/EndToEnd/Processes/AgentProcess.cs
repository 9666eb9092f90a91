// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.EndToEnd.Processes;

/// <summary>One running agent.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly NotifySocket notify;
    private readonly PrintedLines output;
    private readonly Task<string> errors;

    public AgentProcess(ProcessStartInfo start, NotifySocket notify)
    {
        this.notify = notify;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["NOTIFY_SOCKET"] = notify.Path;
        process = Process.Start(start)!;
        output = new(process.StandardOutput);
        errors = process.StandardError.ReadToEndAsync();
        Exited = process.WaitForExitAsync();
    }

    public int Pid => process.Id;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited { get; }

    /// <summary>Waits until the agent says that it serves.</summary>
    public async Task ReadyAsync()
    {
        Task<string> word = notify.NextAsync();
        await Task.WhenAny(word, Exited).WaitAsync(Patience);
        Assert.True(word.IsCompletedSuccessfully, Exited.IsCompleted ? $"the agent ended with {process.ExitCode}: {await errors}{await output.All}" : "the agent said nothing");
        Assert.Equal("READY=1", await word);
    }

    /// <summary>What the agent says next to its supervisor.</summary>
    public Task<string> SaysAsync() => notify.NextAsync().WaitAsync(Patience);

    /// <summary>Completes when the agent has logged this.</summary>
    public Task LogsAsync(string text) => output.SeesAsync(text).WaitAsync(Patience);

    /// <summary>kill -9.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Signals.Send("TERM", Pid);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and everything that was printed.</returns>
    public async Task<(int Code, string Said)> EndAsync()
    {
        await Exited.WaitAsync(Patience);
        return (process.ExitCode, await output.All.WaitAsync(Patience) + await errors.WaitAsync(Patience));
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        notify.Dispose();
    }
}
