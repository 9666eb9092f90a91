// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Attestation.TestKit;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

/// <summary>Debian's hashicorp/go-plugin behind a small program that loads one plugin as SPIRE does. Skipped where it is not installed.</summary>
internal static class GoHost
{
    private static readonly GoProgram Program = new("tests/SpirePlugin.Tests/go", "spirehost", "spirehost");

    /// <summary>Loads a plugin, lives its life, ends it.</summary>
    /// <param name="type">The magic cookie.</param>
    /// <param name="side"><c>agent</c> or <c>server</c>.</param>
    /// <param name="options">plugin_data.</param>
    /// <param name="args">plugin_args.</param>
    /// <returns>What the host saw.</returns>
    public static JsonElement Load(string type, string side, string options, params string[] args)
    {
        SkipWithoutGo();
        using Scratch scratch = new();
        JsonElement seen = JsonDocument.Parse(Program.Run([PluginBinary.Path, type, side, scratch.Path, options, .. args])).RootElement;

        // Go leaves its own listener's file behind, never a directory.
        Assert.Empty(Directory.GetDirectories(scratch.Path));
        return seen;
    }

    /// <summary>Loads four plugins, attests a node, asks for its certificate twice, ends them.</summary>
    /// <param name="temporary">TMPDIR of the plugins.</param>
    /// <param name="agentOptions">plugin_data of key manager and agent's node attestor.</param>
    /// <param name="serverOptions">plugin_data of the server's node attestor.</param>
    /// <param name="composerOptions">plugin_data of the credential composer.</param>
    /// <returns>What both SPIREs saw.</returns>
    public static JsonElement Attest(string temporary, string agentOptions, string serverOptions, string composerOptions)
    {
        SkipWithoutGo();
        return JsonDocument.Parse(Program.Run(["attest", PluginBinary.Path, temporary, agentOptions, serverOptions, composerOptions])).RootElement;
    }

    private static void SkipWithoutGo() => Assert.SkipUnless(
        GoProgram.CanBuild("github.com/hashicorp/go-plugin", "google.golang.org/grpc"),
        "no Go with go-plugin (Debian: golang-go golang-github-hashicorp-go-plugin-dev golang-google-grpc-dev)");
}
