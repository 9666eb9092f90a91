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

    [Fact]
    public void A_buffer_that_was_full_is_told_as_a_loss_and_what_comes_after_it_is_told_again()
    {
        using IProcessEventFeed feed = Listen(bufferBytes: 4096);
        Enumerable.Range(0, 20).ToList().ForEach(_ => Run());

        Assert.Contains(new ProcessEvent(ProcessEventKind.Lost, 0, 0), All(feed));
        using Process child = Process.Start("/bin/true");
        child.WaitForExit();
        Assert.Contains(All(feed), each => each.Kind == ProcessEventKind.Lost || each.Pid == child.Id);
    }

    private static List<ProcessEvent> All(IProcessEventFeed feed)
    {
        List<ProcessEvent> told = [];
        while (feed.Take() is { } one)
        {
            told.Add(one);
        }

        return told;
    }

    private static void Run()
    {
        using Process child = Process.Start("/bin/true");
        child.WaitForExit();
    }

    private static List<ProcessEvent> Pending(IProcessEventFeed feed)
    {
        List<ProcessEvent> told = All(feed);
        Assert.SkipWhen(told.Exists(each => each.Kind == ProcessEventKind.Lost), "the machine is too busy: events were lost, and the kernel said so");
        return told;
    }

    private static IProcessEventFeed Listen(int bufferBytes = 16 << 20)
    {
        try
        {
            return new ProcessEvents(TimeProvider.System).Listen(bufferBytes);
        }
        catch (KernelException refused)
        {
            Assert.Skip($"{refused.Message}: the proc connector needs CAP_NET_ADMIN and the first namespaces");
            throw;
        }
    }
}
