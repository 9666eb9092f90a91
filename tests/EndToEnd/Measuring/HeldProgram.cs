// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Attestation.Native;

namespace Attestation.EndToEnd.Measuring;

/// <summary>A program of the suite that has said which process is to be measured, and waits until it is disposed.</summary>
internal sealed class HeldProgram : IDisposable
{
    private readonly Process process;

    private HeldProgram(Process process, int pid) => (this.process, Pid, StartTime) = (process, pid, Native.StartTime.TicksOf(pid));

    /// <summary>The process to be measured: itself, or one that it is about.</summary>
    public int Pid { get; }

    public ulong StartTime { get; }

    /// <summary>Starts it with an environment of its own. Skips the running test, with the program's reason, where the kernel does not let it do what it is for.</summary>
    public static HeldProgram Start(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        return Said(process, program, arguments);
    }

    /// <summary>Starts a program that forwards its standard input: it says its pid because it is told to.</summary>
    public static HeldProgram StartForwarder(string program)
    {
        Process process = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.WriteLine(process.Id);
        process.StandardInput.Flush();
        return Said(process, program, []);
    }

    public void Dispose() => End(process);

    private static HeldProgram Said(Process process, string program, string[] arguments)
    {
        string? said = process.StandardOutput.ReadLine();
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
        {
            return new(process, pid);
        }

        End(process);
        Assert.SkipWhen(said?.StartsWith("skip ", StringComparison.Ordinal) == true, $"this kernel does not let it: {said}");
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} said \"{said}\", want a pid");
    }

    private static void End(Process process)
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
