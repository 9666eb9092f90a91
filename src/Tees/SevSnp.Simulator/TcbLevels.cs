// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>Security versions of a processor's firmware, whichever layout they are written in.</summary>
/// <param name="BootLoader">Boot loader.</param>
/// <param name="Tee">Operating system of the secure processor.</param>
/// <param name="Snp">SNP firmware.</param>
/// <param name="Microcode">Microcode.</param>
/// <param name="Fmc">FMC; written where the layout has it.</param>
public sealed record TcbLevels(byte BootLoader, byte Tee, byte Snp, byte Microcode, byte Fmc = 0)
{
    /// <summary>The TCB_VERSION of that layout.</summary>
    public TcbVersion In(TcbGeneration generation) => new(
        generation == TcbGeneration.Turin
            ? Fmc | (ulong)BootLoader << 8 | (ulong)Tee << 16 | (ulong)Snp << 24 | (ulong)Microcode << 56
            : BootLoader | (ulong)Tee << 8 | (ulong)Snp << 48 | (ulong)Microcode << 56,
        generation);
}
