// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;

namespace Attestation.Agent.Measuring;

/// <summary>Variables by which code gets into a program that nobody changed (processes, section 3).</summary>
/// <remarks>A process can overwrite what it was given: this finds loaders that do not hide. The digest of its mappings shows the others'.</remarks>
internal static class EnvironmentTrust
{
    private static readonly ImmutableArray<string> Preloading = ["LD_PRELOAD", "LD_AUDIT"];

    private static readonly ImmutableArray<string> Hooks =
    [
        "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "CORECLR_PROFILER", "CORECLR_PROFILER_PATH", "CORECLR_PROFILER_PATH_32",
        "CORECLR_PROFILER_PATH_64", "CORECLR_PROFILER_PATH_ARM64", "COR_PROFILER", "COR_PROFILER_PATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
        "NODE_OPTIONS", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PERL5OPT", "PERL5LIB", "RUBYOPT", "RUBYLIB", "BASH_ENV", "LUA_INIT", "GCONV_PATH",
    ];

    /// <exception cref="MeasurementRefusedException">One of them is set.</exception>
    public static void Require(ReadOnlySpan<byte> environment)
    {
        while (!environment.IsEmpty)
        {
            int end = environment.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = end < 0 ? environment : environment[..end];
            environment = end < 0 ? [] : environment[(end + 1)..];
            RequireEntry(entry);
        }
    }

    private static void RequireEntry(ReadOnlySpan<byte> entry)
    {
        int equals = entry.IndexOf((byte)'=');
        if (equals <= 0 || equals == entry.Length - 1)
        {
            return;
        }

        string name = Encoding.UTF8.GetString(entry[..equals]);
        if (Preloading.Contains(name))
        {
            throw new MeasurementRefusedException(MeasurementReasons.UnexpectedMapping, $"{name} is set");
        }

        if (Hooks.Contains(name))
        {
            throw new MeasurementRefusedException(MeasurementReasons.RuntimeHook, $"{name} is set");
        }
    }
}
