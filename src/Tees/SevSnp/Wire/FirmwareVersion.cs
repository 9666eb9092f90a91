// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Attestation.SevSnp.Wire;

/// <summary>Version of the SNP firmware, for example 1.55.49; later ones are greater.</summary>
/// <param name="Major">ABI major.</param>
/// <param name="Minor">ABI minor.</param>
/// <param name="Build">Build.</param>
public readonly record struct FirmwareVersion(byte Major, byte Minor, byte Build) : IComparable<FirmwareVersion>
{
    private const int Parts = 3;

    /// <summary>Reads <c>major.minor.build</c>, each 0 to 255 without leading zeros.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out FirmwareVersion? version)
    {
        version = null;
        string[] parts = text.Split('.');
        byte[] numbers = new byte[Parts];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts.Length != Parts
                || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])
                || numbers[i].ToString(CultureInfo.InvariantCulture) != parts[i])
            {
                return false;
            }
        }

        version = new(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(FirmwareVersion other) => (Major, Minor, Build).CompareTo((other.Major, other.Minor, other.Build));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Build}");
}
