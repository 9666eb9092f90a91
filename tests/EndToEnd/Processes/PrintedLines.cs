// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.EndToEnd.Processes;

/// <summary>What a process prints, as it comes.</summary>
internal sealed class PrintedLines
{
    private readonly Lock gate = new();
    private readonly StringBuilder said = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> awaited = [];

    public PrintedLines(StreamReader output) => All = ReadAsync(output);

    /// <summary>Everything, at the end.</summary>
    public Task<string> All { get; }

    /// <summary>Completes when a line with this was printed.</summary>
    public Task SeesAsync(string text)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            awaited.Add((text, seen));
            Tell();
        }

        return seen.Task;
    }

    private async Task<string> ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                said.Append(line).Append('\n');
                Tell();
            }
        }

        return said.ToString();
    }

    private void Tell()
    {
        string so = said.ToString();
        foreach ((string text, TaskCompletionSource seen) in awaited)
        {
            if (so.Contains(text, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }
}
