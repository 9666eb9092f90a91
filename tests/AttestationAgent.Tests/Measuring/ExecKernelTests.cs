// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.Agent.Measuring;
using Attestation.Kernel;
using Attestation.Native;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Records of execs by the kernel that this runs on, of real processes.</summary>
public sealed class ExecKernelTests
{
    private static readonly Processes Processes = new();

    [Fact]
    public async Task A_steady_process_is_watched()
    {
        using ExecWatching watching = Listen();
        using Process program = Start();

        Assert.Contains("exec-watched:true", await SelectorsAsync(watching, program, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_process_that_has_just_executed_its_program_is_refused()
    {
        using ExecWatching watching = Listen();
        using Process program = Start();

        MeasurementRefusedException refused = await Assert.ThrowsAsync<MeasurementRefusedException>(() => SelectorsAsync(watching, program, TimeSpan.FromHours(1)));

        Assert.Equal(MeasurementReasons.ExecDuringExchange, refused.Reason);
    }

    [Fact]
    public async Task A_process_that_was_there_before_is_measured_and_not_said_to_be_watched()
    {
        using Process program = Start();
        using ExecWatching watching = Listen();

        Assert.DoesNotContain("exec-watched:true", await SelectorsAsync(watching, program, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void An_exec_that_keeps_number_and_start_time_is_another_exec_of_the_other_file()
    {
        using ExecWatching watching = Listen();
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "echo; read go; exec cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        shell.StandardOutput.ReadLine();
        ExecRecord? before = watching.Watch.Of(shell.Id);
        shell.StandardInput.WriteLine("go\nnow it is another program");
        shell.StandardInput.Flush();
        Assert.Equal("now it is another program", shell.StandardOutput.ReadLine());
        ExecRecord? after = watching.Watch.Of(shell.Id);

        Assert.NotNull(before);
        Assert.NotNull(after);
        Assert.NotEqual(before.Exec, after.Exec);
        Assert.Equal(before.StartTime, after.StartTime);
        Assert.True(after.IsOf(Processes.ExecutableOf(shell.Id)));
        Assert.False(before.IsOf(Processes.ExecutableOf(shell.Id)));
        End(shell);
    }

    private static async Task<string[]> SelectorsAsync(ExecWatching watching, Process program, TimeSpan settling)
    {
        MeasurementCache cache = new();
        MeasuringLimits limits = new() { Settling = settling };
        ProcessMeasurement measuring = new(
            Processes, new ProcessDirectories("/proc"), cache, new(isPlain: false), new([], cache, limits.ScriptBytes), new(watching.Watch, TimeProvider.System), limits, TimeProvider.System);
        try
        {
            return [.. MeasuredSelectors.Of(await measuring.OfPidAsync(program.Id, Processes.StatOf(program.Id).StartTime, TestContext.Current.CancellationToken))];
        }
        catch (MeasurementRefusedException refused) when (refused.Reason == MeasurementReasons.UntrustedFileSystem || refused.Reason == MeasurementReasons.NotPermitted)
        {
            Assert.Skip($"no program is measured here: {refused.Message}");
            throw;
        }
        finally
        {
            End(program);
        }
    }

    private static Process Start() => Process.Start("/bin/sleep", ["600"]);

    private static void End(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private static ExecWatching Listen()
    {
        try
        {
            return ExecWatching.Start(new ProcessEvents(TimeProvider.System), Processes, TimeProvider.System, NullLogger<ExecWatch>.Instance);
        }
        catch (AgentFailure refused)
        {
            Assert.Skip($"{refused.Message}: {refused.Hint}");
            throw;
        }
    }
}
