// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.Kernel;

namespace Attestation.Native.Tests;

/// <summary>The proc connector of the kernel that this runs on.</summary>
public sealed class ProcessEventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_child_is_told_as_its_fork_its_exec_and_its_exit()
    {
        using IProcessEventFeed feed = Listen();
        using Process child = Process.Start("/bin/true");
        child.WaitForExit();

        List<ProcessEvent> told = [];
        while (!told.Contains(new(ProcessEventKind.Exit, child.Id, 0)) && feed.Wait(Patience))
        {
            told.AddRange(Pending(feed).Where(each => each.Pid == child.Id));
        }

        Assert.Equal([ProcessEventKind.Fork, ProcessEventKind.Exec, ProcessEventKind.Exit], told.Select(each => each.Kind));
        Assert.Equal(Environment.ProcessId, told[0].Parent);
    }

    [Fact]
    public void An_exec_is_told_before_the_program_does_anything()
    {
        using IProcessEventFeed feed = Listen();
        using Process child = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec /bin/echo done"]) { RedirectStandardOutput = true })!;
        Assert.Equal("done", child.StandardOutput.ReadLine());

        Assert.Equal(2, Pending(feed).Count(each => each == new ProcessEvent(ProcessEventKind.Exec, child.Id, 0)));
        child.WaitForExit();
    }

    private static List<ProcessEvent> Pending(IProcessEventFeed feed)
    {
        List<ProcessEvent> told = [];
        while (feed.Take() is { } one)
        {
            Assert.SkipWhen(one.Kind == ProcessEventKind.Lost, "the machine is too busy: events were lost, and the kernel said so");
            told.Add(one);
        }

        return told;
    }

    private static IProcessEventFeed Listen()
    {
        try
        {
            return new ProcessEvents(TimeProvider.System).Listen();
        }
        catch (KernelException refused)
        {
            Assert.Skip($"{refused.Message}: the proc connector needs CAP_NET_ADMIN and the first namespaces");
            throw;
        }
    }
}
