// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.AgentClient;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Resources;

/// <summary>An agent whose log has one full tile and 44 leaves more; this process is one of its log-readers.</summary>
public sealed class ServedLog : IAsyncLifetime
{
    public const int Leaves = 300;

    private AgentProcess? agent;

    internal AgentSite Site { get; } = new();

    /// <summary>The group of this process.</summary>
    internal static string OwnGroup()
    {
        using Process id = Process.Start(new ProcessStartInfo("id", ["-gn"]) { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    }

    public async ValueTask InitializeAsync()
    {
        Site.Settings["groups.logReaders"] = OwnGroup();
        agent = await Site.StartAsync();
        using AgentConnection connection = Site.Connect();
        await Task.WhenAll(Enumerable.Range(1, Leaves - 1).Select(_ => connection.AppendAsync(Appends.Random())));
    }

    public ValueTask DisposeAsync()
    {
        agent?.Dispose();
        Site.Dispose();
        return ValueTask.CompletedTask;
    }
}
