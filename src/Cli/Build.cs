// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli;

/// <summary>What this executable is.</summary>
internal static class Build
{
    public const string Name = "attest";

#if SIMULATORS
    public const bool HasSimulators = true;
#else
    public const bool HasSimulators = false;
#endif

    public static string Version { get; } = typeof(Build).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>What <c>--version</c> prints.</summary>
    public static string Line => $"{Name} {Version} ({(HasSimulators ? "simulators" : "no simulators")})";
}
