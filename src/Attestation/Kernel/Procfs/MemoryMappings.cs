// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Attestation.Wire;

namespace Attestation.Kernel.Procfs;

/// <summary>Reads <c>/proc/PID/maps</c> and <c>smaps</c>, whose lines of mappings have one form.</summary>
public static class MemoryMappings
{
    private const string Structure = "maps";
    private const string AnonymousField = "Anonymous:";
    private const int Fields = 5;
    private const int DeviceShift = 32;

    /// <summary>Reads either file; every line that is not a field of smaps must be a mapping. The kernel escapes line ends in paths.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> text, out ImmutableArray<MemoryMapping> parsed, [NotNullWhen(false)] out Malformed? malformed)
    {
        ImmutableArray<MemoryMapping>.Builder mappings = ImmutableArray.CreateBuilder<MemoryMapping>();
        malformed = null;
        foreach (string line in Encoding.UTF8.GetString(text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            malformed = IsField(line) ? ReadField(line, mappings) : ReadMapping(line, mappings);
            if (malformed is not null)
            {
                break;
            }
        }

        parsed = malformed is null ? mappings.ToImmutable() : [];
        return malformed is null;
    }

    // "Anonymous:   12 kB"; a line of a mapping begins with an address.
    private static bool IsField(string line) => char.IsAsciiLetterUpper(line[0]);

    private static Malformed? ReadField(string line, ImmutableArray<MemoryMapping>.Builder mappings)
    {
        if (!line.StartsWith(AnonymousField, StringComparison.Ordinal))
        {
            return null;
        }

        string value = line[AnonymousField.Length..].Trim();
        if (mappings.Count == 0 || !value.EndsWith(" kB", StringComparison.Ordinal)
            || !ulong.TryParse(value[..^3], NumberStyles.None, CultureInfo.InvariantCulture, out ulong kilobytes))
        {
            return new(Structure, AnonymousField, $"is \"{value}\", want kilobytes behind a mapping");
        }

        mappings[^1] = mappings[^1] with { Anonymous = kilobytes };
        return null;
    }

    private static Malformed? ReadMapping(string line, ImmutableArray<MemoryMapping>.Builder mappings)
    {
        string[] parts = line.Split(' ', Fields + 1);
        if (parts.Length < Fields || parts[1].Length != 4
            || !TryHexPair(parts[0], '-', out ulong start, out ulong end)
            || !TryHexPair(parts[3], ':', out ulong major, out ulong minor) || (major | minor) > uint.MaxValue
            || !ulong.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode))
        {
            return new(Structure, "mapping", $"is \"{line}\", want addresses, permissions, offset, device, inode");
        }

        mappings.Add(new(start, end, parts[1], new((major << DeviceShift) | minor, inode), parts.Length > Fields ? parts[Fields].TrimStart(' ') : ""));
        return null;
    }

    private static bool TryHexPair(string text, char between, out ulong first, out ulong second)
    {
        first = second = 0;
        int at = text.IndexOf(between, StringComparison.Ordinal);
        return at > 0
            && ulong.TryParse(text.AsSpan(0, at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out first)
            && ulong.TryParse(text.AsSpan(at + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out second);
    }
}
