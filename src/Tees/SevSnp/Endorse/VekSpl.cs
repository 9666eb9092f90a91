// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Endorse;

/// <summary>Which security patch level of a certificate is which byte of TCB_VERSION.</summary>
internal static class VekSpl
{
    private static readonly ImmutableArray<(byte Arc, Field Field, bool Required)> Milan =
    [
        (AmdOids.BootLoader, MilanTcbVersionLayout.BootLoader, true),
        (AmdOids.Tee, MilanTcbVersionLayout.Tee, true),
        (AmdOids.Snp, MilanTcbVersionLayout.Snp, true),
        (AmdOids.Microcode, MilanTcbVersionLayout.Microcode, true),
        .. Reserved(AmdOids.Spl4, MilanTcbVersionLayout.Reserved),
    ];

    private static readonly ImmutableArray<(byte Arc, Field Field, bool Required)> Turin =
    [
        (AmdOids.Fmc, TurinTcbVersionLayout.Fmc, true),
        (AmdOids.BootLoader, TurinTcbVersionLayout.BootLoader, true),
        (AmdOids.Tee, TurinTcbVersionLayout.Tee, true),
        (AmdOids.Snp, TurinTcbVersionLayout.Snp, true),
        (AmdOids.Microcode, TurinTcbVersionLayout.Microcode, true),
        .. Reserved(AmdOids.Spl4 + 1, TurinTcbVersionLayout.Reserved),
    ];

    /// <summary>Arc below the OID of the levels, byte of the TCB, and whether a certificate without it is refused.</summary>
    public static ImmutableArray<(byte Arc, Field Field, bool Required)> Of(TcbGeneration generation) =>
        generation == TcbGeneration.Turin ? Turin : Milan;

    private static IEnumerable<(byte Arc, Field Field, bool Required)> Reserved(byte first, Field bytes) =>
        Enumerable.Range(0, bytes.Length).Select(i => ((byte)(first + i), new Field($"Spl{first + i}", bytes.Offset + i, 1), false));
}
