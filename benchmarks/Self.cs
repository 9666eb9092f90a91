// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Attestation.Benchmarks;

/// <summary>This program, to be run again beside itself.</summary>
internal static class Self
{
    /// <summary>How it is started.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Start(string[] arguments) => new(Environment.ProcessPath!, [.. Assembly(), .. arguments]);

    // Under `dotnet benchmarks.dll` the process is dotnet, and the first argument the assembly.
    private static string[] Assembly() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "benchmarks.dll")] : [];
}
