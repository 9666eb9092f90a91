// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli;

/// <summary>One line on stderr, erased at the end; only on a terminal, and only for what takes longer than 300 ms.</summary>
internal sealed class Progress(Surroundings surroundings) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly long started = surroundings.Clock.GetTimestamp();
    private bool shown;

    /// <summary>Shows the line anew.</summary>
    /// <param name="text">Text of this program's own; nothing from outside.</param>
    public void Show(string text)
    {
        if (surroundings.StderrIsTerminal && surroundings.Clock.GetElapsedTime(started) > Patience)
        {
            shown = true;
            surroundings.Stderr.Write($"\r{text}");
        }
    }

    /// <summary>Erases the line.</summary>
    public void Dispose()
    {
        if (shown)
        {
            surroundings.Stderr.Write("\r\e[K");
        }
    }
}
