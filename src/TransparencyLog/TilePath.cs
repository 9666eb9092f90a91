// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Where a tile or an entry bundle lies (C2SP tlog-tiles): <c>tile/L/N</c> or <c>tile/entries/N</c>, a partial one with <c>.p/W</c>.</summary>
public sealed record TilePath
{
    /// <summary>Hashes or entries of a full tile.</summary>
    public const int FullWidth = 256;

    private const int MaxLevel = 63;
    private const string Root = "tile/";
    private const string Entries = "entries";
    private const string Partial = ".p/";

    private TilePath(int? level, long number, int width)
    {
        Level = level;
        Number = number;
        Width = width;
    }

    /// <summary>The tile's level, 0 for leaf hashes; null for an entry bundle.</summary>
    public int? Level { get; }

    /// <summary>Its number within the level, counted from 0.</summary>
    public long Number { get; }

    /// <summary>Hashes or entries in it: 1 to 256.</summary>
    public int Width { get; }

    /// <summary>True where it holds 256 and never changes again.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The full one in the same place.</summary>
    public TilePath Full => new(Level, Number, FullWidth);

    /// <summary>The directory that holds the partial ones of this place.</summary>
    public string PartialDirectory => $"{Root}{LevelName}/{TileNumber.Of(Number)}{Partial[..^1]}";

    private string LevelName => Level is { } level ? DecimalNumber.Of(level) : Entries;

    /// <summary>A tile's place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Level over 63, a negative number, or a width outside 1 to 256.</exception>
    public static TilePath OfTile(int level, long number, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, MaxLevel);
        return Checked(level, number, width);
    }

    /// <summary>An entry bundle's place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or a width outside 1 to 256.</exception>
    public static TilePath OfEntries(long number, int width = FullWidth) => Checked(null, number, width);

    /// <summary>Reads a path; false on any other form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TilePath? path)
    {
        path = null;
        int slash = text.StartsWith(Root, StringComparison.Ordinal) ? text.IndexOf('/', Root.Length) : -1;
        if (slash < 0)
        {
            return false;
        }

        int dot = text.IndexOf(Partial, slash, StringComparison.Ordinal);
        int end = dot < 0 ? text.Length : dot;
        int width = FullWidth;
        if (TryLevel(text.AsSpan(Root.Length, slash - Root.Length), out int? level)
            && TileNumber.TryParse(text[(slash + 1)..end], out long number)
            && (dot < 0 || TryWidth(text.AsSpan(dot + Partial.Length), out width)))
        {
            path = new(level, number, width);
        }

        return path is not null;
    }

    /// <summary>The path inside the run's directory.</summary>
    public override string ToString() => IsFull ? $"{Root}{LevelName}/{TileNumber.Of(Number)}" : $"{PartialDirectory}/{DecimalNumber.Of(Width)}";

    private static TilePath Checked(int? level, long number, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        return new(level, number, width);
    }

    private static bool TryLevel(ReadOnlySpan<char> text, out int? level)
    {
        bool isNumber = DecimalNumber.TryRead(text, out long number) && number <= MaxLevel;
        level = isNumber ? (int)number : null;
        return isNumber || text.SequenceEqual(Entries);
    }

    private static bool TryWidth(ReadOnlySpan<char> text, out int width)
    {
        bool ok = DecimalNumber.TryRead(text, out long number) && number is >= 1 and < FullWidth;
        width = ok ? (int)number : 0;
        return ok;
    }
}
