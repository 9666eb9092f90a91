// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>TCB_VERSION: the security versions of a processor's firmware, of which only those of one layout can be compared.</summary>
/// <param name="Bits">The 8 bytes; byte 0 is the lowest.</param>
/// <param name="Generation">The layout.</param>
public readonly record struct TcbVersion(ulong Bits, TcbGeneration Generation)
{
    /// <summary>Firmware of the root of trust; null before Turin.</summary>
    public byte? Fmc => IsTurin ? At(TurinTcbVersionLayout.Fmc) : null;

    /// <summary>Boot loader of the secure processor.</summary>
    public byte BootLoader => At(IsTurin ? TurinTcbVersionLayout.BootLoader : MilanTcbVersionLayout.BootLoader);

    /// <summary>Operating system of the secure processor.</summary>
    public byte Tee => At(IsTurin ? TurinTcbVersionLayout.Tee : MilanTcbVersionLayout.Tee);

    /// <summary>SNP firmware.</summary>
    public byte Snp => At(IsTurin ? TurinTcbVersionLayout.Snp : MilanTcbVersionLayout.Snp);

    /// <summary>Lowest microcode of all cores; comparable within one model and stepping only.</summary>
    public byte Microcode => At(IsTurin ? TurinTcbVersionLayout.Microcode : MilanTcbVersionLayout.Microcode);

    /// <summary>The 8 bytes in report order, 16 hex digits.</summary>
    public string Hex
    {
        get
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Bits);
            return Attestation.Wire.Hex.Of(bytes);
        }
    }

    private bool IsTurin => Generation == TcbGeneration.Turin;

    /// <summary>True where no component lies below that of <paramref name="floor"/>.</summary>
    /// <param name="floor">Of the same layout.</param>
    public bool IsAtLeast(TcbVersion floor) =>
        Generation == floor.Generation
        && (Fmc ?? 0) >= (floor.Fmc ?? 0)
        && BootLoader >= floor.BootLoader
        && Tee >= floor.Tee
        && Snp >= floor.Snp
        && Microcode >= floor.Microcode;

    /// <inheritdoc/>
    public override string ToString()
    {
        string fmc = Fmc is { } value ? string.Create(CultureInfo.InvariantCulture, $"fmc {value}, ") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{fmc}boot loader {BootLoader}, tee {Tee}, snp {Snp}, microcode {Microcode}");
    }

    private byte At(Field field) => (byte)(Bits >> (8 * field.Offset) & 0xff);
}
