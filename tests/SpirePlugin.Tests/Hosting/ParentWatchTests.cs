// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Hosting;

public sealed class ParentWatchTests
{
    [Theory]
    [InlineData("12 (spire-tee-plugi) S 7 12 1", 7)]
    [InlineData("12 (a) b) (c d) R 4194304 12 1", 4194304)]
    [InlineData("12 ()\n) S 1 0", 1)]
    public void Parent_is_the_field_after_the_state_whatever_the_name_is(string line, int parent) =>
        Assert.Equal(parent, ParentWatch.ParentIn(line));

    [Fact]
    public async Task Plugin_ends_once_its_parent_is_another_one()
    {
        FakeTimeProvider clock = new();
        using PluginLife life = new();
        int parent = 7;
        Task watch = new ParentWatch(life, clock, () => parent).WatchAsync();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(life.Ended.IsCancellationRequested);

        parent = 1;
        while (!watch.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.True(life.Ended.IsCancellationRequested);
        Assert.True(life.Ending.IsCancellationRequested);
    }

    [Fact]
    public async Task Plugin_whose_host_is_gone_removes_its_socket_and_ends()
    {
        using Scratch scratch = new();
        ProcessStartInfo start = new("sh", ["-c", $"{PluginBinary.Path} & read stay"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = scratch.Path;
        start.Environment["WorkloadAttestor"] = "WorkloadAttestor";
        using Process host = Process.Start(start)!;
        Assert.NotNull(await host.StandardOutput.ReadLineAsync());
        Assert.Single(Directory.GetDirectories(scratch.Path));
        host.Kill();

        // The end of the pipe is the end of the last process that holds it.
        Assert.Equal("", await host.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Empty(Directory.GetDirectories(scratch.Path));
    }
}
