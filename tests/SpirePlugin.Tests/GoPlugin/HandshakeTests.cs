// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text;
using Attestation.SpirePlugin.Tests.ScriptedHost;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Handshake_line_names_a_socket_that_accepts_in_a_private_directory()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");
        string socket = await host.Plugin.SocketAsync();

        Assert.StartsWith(host.TemporaryDirectory + "/", socket, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(socket), 1, 107);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(socket)!));
        Assert.Equal(2, (await host.InitAsync(SpireHost.OfAnAgent)).Length);
    }

    [Fact]
    public async Task Two_starts_have_two_directories()
    {
        await using SpireHost one = await SpireHost.StartAsync("KeyManager");
        using PluginProcess other = PluginProcess.Start(["KeyManager"], one.TemporaryDirectory);

        Assert.NotEqual(await one.Plugin.SocketAsync(), await other.SocketAsync());
    }

    [Fact]
    public async Task Nothing_but_the_line_reaches_stdout_in_a_whole_life()
    {
        await using SpireHost host = await SpireHost.LoadAsync("WorkloadAttestor", SpireHost.OfAnAgent);
        await host.ConfigureAsync("");
        await host.DeinitAsync();
        Assert.Equal(0, await host.ShutdownAsync());

        Assert.Single(host.Plugin.Printed);
        Assert.Empty(host.Plugin.Complaints);
    }

    [Fact]
    public async Task Socket_directory_of_a_custom_runner_is_honoured()
    {
        using Scratch named = new();
        await using SpireHost host = await SpireHost.StartAsync("KeyManager", variables: new() { ["PLUGIN_UNIX_SOCKET_DIR"] = named.Path });

        Assert.StartsWith(named.Path + "/", await host.Plugin.SocketAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_for_web_servers_in_SPIREs_environment_do_not_reach_the_plugin()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager", variables: new()
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
            ["Kestrel__Limits__MaxConcurrentConnections"] = "0",
            ["Logging__LogLevel__Default"] = "Trace",
            ["http_proxy"] = "http://127.0.0.1:1",
        });

        Assert.Equal(2, (await host.InitAsync(SpireHost.OfAnAgent)).Length);
        Assert.Empty(host.Plugin.Complaints);
    }

    [Theory]
    [InlineData]
    [InlineData("KeyManager", "NodeAttestor")]
    [InlineData("Notifier")]
    public async Task Start_without_exactly_one_cookie_of_ours_ends_with_a_hint_for_people(params string[] cookies)
    {
        using Scratch scratch = new();
        using PluginProcess plugin = PluginProcess.Start(cookies, scratch.Path);

        Assert.Equal(1, await plugin.Exited);
        Assert.Empty(plugin.Printed);
        Assert.Contains(plugin.Log, line => line.Message.StartsWith("spire-tee-plugin: hint: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookie_with_another_value_is_none()
    {
        using Scratch scratch = new();
        using PluginProcess plugin = PluginProcess.Start([], scratch.Path, variables: new() { ["KeyManager"] = "1" });

        Assert.Equal(1, await plugin.Exited);
    }

    [Fact]
    public async Task Temporary_directory_that_is_too_long_for_a_socket_is_an_error_line()
    {
        using Scratch scratch = new();
        string deep = Directory.CreateDirectory(scratch.In(new string('d', 100))).FullName;
        using PluginProcess plugin = PluginProcess.Start(["KeyManager"], deep);

        Assert.Equal(1, await plugin.Exited);
        Assert.Empty(plugin.Printed);
        LogLine line = Assert.Single(plugin.Log);
        Assert.Equal("error", line.Level);
        Assert.Contains("107", line.Fields["error"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_one_line_with_its_name_and_no_simulators()
    {
        using Process version = Process.Start(new ProcessStartInfo(PluginBinary.Path, ["--version"]) { RedirectStandardOutput = true })!;

        Assert.Matches("^spire-tee-plugin [0-9.]+, no simulators\n$", version.StandardOutput.ReadToEnd());
        version.WaitForExit();
        Assert.Equal(0, version.ExitCode);
    }
}
