// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>The plugin's executable: what the build made, or the one that SPIRE_TEE_PLUGIN names.</summary>
internal static class PluginBinary
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("SPIRE_TEE_PLUGIN") is { Length: > 0 } named
        ? named
        : System.IO.Path.GetFullPath(System.IO.Path.Combine(
            AppContext.BaseDirectory, "..", "..", "SpirePlugin", new DirectoryInfo(AppContext.BaseDirectory).Name, "spire-tee-plugin"));
}
