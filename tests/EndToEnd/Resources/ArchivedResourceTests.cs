// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Attestation.AgentClient;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Resources;

/// <summary>A run that has ended is served under its id, as the next run's agent finds it.</summary>
public sealed class ArchivedResourceTests
{
    [Fact]
    public async Task A_run_that_has_ended_is_served_as_it_lies_there_and_nothing_else_is()
    {
        using AgentSite site = new();
        site.Settings["groups.logReaders"] = ServedLog.OwnGroup();
        string ended;
        using (AgentProcess first = await site.StartAsync())
        {
            using AgentConnection connection = site.Connect();
            await connection.AppendAsync(Appends.Random());
            using RunOnDisk run = RunOnDisk.Current(site.State)!;
            ended = Path.GetFileName(run.Path);
            first.Kill();
            await first.Exited;
        }

        using AgentProcess second = await site.StartAsync();
        using ResourceClient client = new(site.LogSocket, HttpVersion.Version11);
        string folder = Path.Combine(site.State, "logs", ended);

        foreach (string path in new[] { "checkpoint", "tile/0/000.p/2", "tile/entries/000.p/2", "evidence/002" })
        {
            using HttpResponseMessage response = await client.GetAsync($"/logs/{ended}/{path}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder, path)), await response.Content.ReadAsByteArrayAsync());
        }

        string live = (await File.ReadAllTextAsync(Path.Combine(site.State, "logs", "current"))).Trim();
        foreach (string path in new[] { $"{ended}", $"{ended}/", $"{ended}/tile/0/000.p/3", $"{ended}/../current", $"{ended}/%2e%2e/current", $"{ended.ToUpperInvariant()}/checkpoint", $"{live}/checkpoint", $"{new string('0', 64)}/checkpoint" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await client.StatusAsync($"/logs/{path}")));
        }
    }
}
