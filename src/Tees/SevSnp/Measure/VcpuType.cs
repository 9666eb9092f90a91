// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;

namespace Attestation.SevSnp.Measure;

/// <summary>CPUID 1 EAX of the virtual processors that QEMU offers by name: it stands in their first state.</summary>
public static class VcpuType
{
    private static readonly ImmutableArray<(string Name, uint Signature)> Known =
    [
        ("EPYC", 0x800F12), ("EPYC-Rome", 0x830F10), ("EPYC-Milan", 0xA00F11), ("EPYC-Genoa", 0xA10F10), ("EPYC-Turin", 0xB00F00),
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", Known.Select(each => each.Name));

    /// <summary>The signature of a name, in any case and with or without QEMU's version (<c>EPYC-Milan-v2</c>), or of <c>0x</c> and hex.</summary>
    public static uint? Signature(string type)
    {
        if (type.StartsWith("0x", StringComparison.Ordinal))
        {
            return uint.TryParse(type.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint signature) ? signature : null;
        }

        string name = WithoutVersion(type);
        foreach ((string known, uint signature) in Known)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return signature;
            }
        }

        return null;
    }

    private static string WithoutVersion(string type)
    {
        int dash = type.LastIndexOf("-v", StringComparison.OrdinalIgnoreCase);
        return dash > 0 && dash + 2 < type.Length && !type.AsSpan(dash + 2).ContainsAnyExceptInRange('0', '9') ? type[..dash] : type;
    }
}
