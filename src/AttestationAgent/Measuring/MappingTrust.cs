// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;
using Attestation.Kernel.Procfs;

namespace Attestation.Agent.Measuring;

/// <summary>What memory says of the program: it is there, as its file has it, and nobody writes to it (processes, section 3).</summary>
internal static class MappingTrust
{
    /// <summary>The program that the exe link names is the one in memory: the link can be rewritten without an exec.</summary>
    /// <exception cref="MeasurementRefusedException">It is not there, or can be written to.</exception>
    public static void RequireProgram(ImmutableArray<MemoryMapping> mappings, MappedFile program)
    {
        if (!mappings.Any(each => each.IsProgramText && each.File == program))
        {
            throw new MeasurementRefusedException(MeasurementReasons.ExeNotMapped, "no machine code of its exe link's file is mapped");
        }

        if (mappings.FirstOrDefault(each => each.WritesFile && each.File == program) is { } writable)
        {
            throw new MeasurementRefusedException(MeasurementReasons.UnexpectedMapping, $"its program is mapped for writing at 0x{writable.Start:x}");
        }
    }

    /// <summary>Nobody wrote into machine code that came from a file.</summary>
    /// <param name="patches">Read from <c>smaps</c>.</param>
    /// <exception cref="MeasurementRefusedException">Somebody did, or the kernel does not say.</exception>
    public static void RequireUnpatched(ImmutableArray<MemoryMapping> patches)
    {
        if (patches.FirstOrDefault(each => each.IsProgramText && each.Anonymous is not 0) is { } patched)
        {
            throw new MeasurementRefusedException(
                MeasurementReasons.PatchedText, $"{patched.Path} at 0x{patched.Start:x} has {(patched.Anonymous is { } kilobytes ? $"{kilobytes} kB" : "an unknown size")} that its file has not, want 0");
        }
    }
}
