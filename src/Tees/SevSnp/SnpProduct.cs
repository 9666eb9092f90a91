// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp;

/// <summary>A product line: processors whose keys come from one ARK and whose TCB has one layout.</summary>
/// <remarks>Compared by reference: there are exactly those of <see cref="All"/>.</remarks>
public sealed class SnpProduct
{
    /// <summary>EPYC 7003.</summary>
    public static readonly SnpProduct Milan = new("Milan", TcbGeneration.Milan, chipIdBytes: 64, structVersion: 0);

    /// <summary>EPYC 9004, 97x4 (Bergamo) and 8004 (Siena).</summary>
    public static readonly SnpProduct Genoa = new("Genoa", TcbGeneration.Milan, chipIdBytes: 64, structVersion: 0);

    /// <summary>EPYC 9005.</summary>
    public static readonly SnpProduct Turin = new("Turin", TcbGeneration.Turin, chipIdBytes: 8, structVersion: 1);

    private SnpProduct(string line, TcbGeneration generation, int chipIdBytes, int structVersion)
    {
        Line = line;
        Name = line.ToLowerInvariant();
        Generation = generation;
        ChipIdBytes = chipIdBytes;
        StructVersion = structVersion;
    }

    /// <summary>All of them.</summary>
    public static ImmutableArray<SnpProduct> All { get; } = [Milan, Genoa, Turin];

    /// <summary>AMD's name, for example <c>Genoa</c>: in certificates and addresses.</summary>
    public string Line { get; }

    /// <summary>In policies, Endorsements and claims, for example <c>genoa</c>.</summary>
    public string Name { get; }

    /// <summary>Layout of its TCB_VERSION.</summary>
    public TcbGeneration Generation { get; }

    /// <summary>Bytes of CHIP_ID that are used.</summary>
    public int ChipIdBytes { get; }

    /// <summary>CPUID family of all its models.</summary>
    public byte Family => Generation == TcbGeneration.Turin ? Family1A : Family19;

    /// <summary>structVersion of its certificates.</summary>
    internal int StructVersion { get; }

    /// <summary>The product of a processor; null where it is not known, never a default.</summary>
    /// <param name="family">CPUID family, with the extended one.</param>
    /// <param name="model">CPUID model, with the extended one.</param>
    public static SnpProduct? OfCpuid(byte family, byte model) => (family, model) switch
    {
        (Family19, <= 0x0f) => Milan,
        (Family19, (>= 0x10 and <= 0x1f) or (>= 0xa0 and <= 0xaf)) => Genoa,
        (Family1A, <= 0x1f) => Turin,
        _ => null,
    };

    /// <summary>The product of that line, as certificates spell it.</summary>
    public static SnpProduct? OfLine(string line) => All.FirstOrDefault(each => each.Line == line);

    /// <summary>The product of that name, as policies spell it.</summary>
    public static SnpProduct? OfName(string name) => All.FirstOrDefault(each => each.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Line;

    private const byte Family19 = 0x19;
    private const byte Family1A = 0x1a;
}
