// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Security.Cryptography;
using Attestation.Statements;

namespace Attestation.Agent;

/// <summary>The running executable.</summary>
internal static class AgentBuild
{
    private const string Self = "/proc/self/exe";

    /// <summary>Its version.</summary>
    public static string Version { get; } = typeof(AgentBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

#if SIMULATORS
    /// <summary>Whether simulated machines are inside.</summary>
    public static string Simulators => "simulators";
#else
    /// <summary>Whether simulated machines are inside.</summary>
    public static string Simulators => "no simulators";
#endif

    /// <summary>Digest of the file that runs, by the handle that the kernel holds, and its version.</summary>
    public static AgentIdentity Identity()
    {
        using FileStream self = File.OpenRead(Self);
        return new(SHA256.HashData(self), Version);
    }
}
