// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Hosting;

namespace Attestation.SpirePlugin;

/// <summary>The plugin's life: cookie, socket, the one line, calls, until SPIRE ends it.</summary>
/// <param name="stdout">The process's own stdout: one line ever.</param>
/// <param name="stderr">The process's own stderr: log lines only, once SPIRE is known to read them.</param>
/// <param name="variable">Reads a variable of the environment.</param>
/// <param name="clock">The clock.</param>
internal sealed class PluginProgram(Stream stdout, Stream stderr, Func<string, string?> variable, TimeProvider clock)
{
    private const int Refused = 1;

    private readonly HclogWriter log = new(stderr, clock);

    /// <summary>Runs until SPIRE ends it.</summary>
    /// <param name="args">Nothing, the role's words, or --version.</param>
    /// <returns>The exit code: 0 at SPIRE's word.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        if (args is ["--version"])
        {
            Say(stdout, PluginBuild.Line);
            return 0;
        }

        if (!MagicCookie.TryFind(variable, out string? type, out string? reason))
        {
            return Hint(reason);
        }

        ImmutableArray<IPluginRole> candidates = [.. PluginRoles.All.Where(each => each.PluginType == type)];
        return candidates.IsEmpty ? Hint($"SPIRE asks for a {type}, and this is none") : await LogFailures(() => ServeAsync(candidates, string.Join(' ', args))).ConfigureAwait(false);
    }

    private async Task<int> LogFailures(Func<Task<int>> serve)
    {
        using CrashLines crashes = new CrashLines(log).Listen();
        try
        {
            return await serve().ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            crashes.Write("Plugin cannot run", failed is IOException or UnauthorizedAccessException ? failed.Message : failed);
            return Refused;
        }
    }

    private async Task<int> ServeAsync(ImmutableArray<IPluginRole> candidates, string argument)
    {
        using IgnoredSignals signals = new();
        using PluginLife life = new();
        Task parent = new ParentWatch(life, clock, ParentWatch.Parent).WatchAsync();
        using SocketPlace place = SocketPlace.Make(variable);
        await using PluginServer server = await PluginServer.StartAsync(place.Socket, candidates, argument, life, log, clock).ConfigureAwait(false);
        Handshake.Write(stdout, place.Socket.Path);
        await parent.ConfigureAwait(false);
        await server.StopAsync().ConfigureAwait(false);
        return 0;
    }

    private int Hint(string reason)
    {
        Say(stderr, $"spire-tee-plugin: error: {reason}");
        Say(stderr, "spire-tee-plugin: hint: name it in a plugin block of server.conf or agent.conf, as plugin_cmd; --version prints the version");
        return Refused;
    }

    private static void Say(Stream stream, string line) => stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
