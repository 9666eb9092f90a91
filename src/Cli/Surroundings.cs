// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Cli;

/// <summary>What a run sees of the world beside files: its streams, its environment and the clock.</summary>
internal sealed record Surroundings
{
    private bool stdinIsTaken;

    public required Stream Stdin { private get; init; }

    public required Stream Stdout { get; init; }

    public required TextWriter Stderr { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>The environment variable of that name, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The machine's kernel; made when a verb asks for it.</summary>
    public Func<IGuestKernel> Kernel { get; init; } = static () => new LinuxKernel();

    public bool StdoutIsTerminal { get; init; }

    public bool StderrIsTerminal { get; init; }

    /// <summary>Stdin, for the one input that it can be.</summary>
    /// <exception cref="CliError">It was read already: a second input would be empty.</exception>
    public Stream TakeStdin()
    {
        if (stdinIsTaken)
        {
            throw new CliError("- (stdin) is named for two inputs, want it for one at most");
        }

        stdinIsTaken = true;
        return Stdin;
    }

    /// <summary>The surroundings of this process; the only place that touches the console and the clock.</summary>
    public static Surroundings OfProcess() => new()
    {
        Stdin = Console.OpenStandardInput(),
        Stdout = Console.OpenStandardOutput(),
        Stderr = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true },
        Clock = TimeProvider.System,
        Variable = Environment.GetEnvironmentVariable,
        StdoutIsTerminal = !Console.IsOutputRedirected,
        StderrIsTerminal = !Console.IsErrorRedirected,
    };
}
