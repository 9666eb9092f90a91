// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Kernel.Procfs;

/// <summary>The four ids of a process, of users or of groups (credentials(7)).</summary>
/// <param name="Real">Who started it.</param>
/// <param name="Effective">Who it acts as.</param>
/// <param name="Saved">Who it may become again.</param>
/// <param name="FileSystem">Who it opens files as.</param>
public readonly record struct ProcessIds(uint Real, uint Effective, uint Saved, uint FileSystem)
{
    private const int Ids = 4;

    /// <summary>True where it is the same everywhere.</summary>
    public bool AreOne => Real == Effective && Effective == Saved && Saved == FileSystem;

    /// <summary>Reads four numbers with tabs between them.</summary>
    public static bool TryParse(string? text, out ProcessIds parsed)
    {
        string[] parts = text?.Split('\t') ?? [];
        parsed = default;
        uint[] ids = new uint[Ids];
        for (int i = 0; i < Ids; i++)
        {
            if (parts.Length != Ids || !uint.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out ids[i]))
            {
                return false;
            }
        }

        parsed = new(ids[0], ids[1], ids[2], ids[3]);
        return true;
    }
}
