// SPDX-License-Identifier: Apache-2.0

using System.Reflection;

namespace Attestation.SpirePlugin;

/// <summary>The running executable.</summary>
internal static class PluginBuild
{
    /// <summary>Its version.</summary>
    public static string Version { get; } =
        typeof(PluginBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Name, version, and that no simulator is inside in any build.</summary>
    public static string Line => $"spire-tee-plugin {Version}, no simulators";
}
