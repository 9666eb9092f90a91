// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws;

/// <summary>A law holds where nothing breaks it.</summary>
internal static class Law
{
    private const int Shown = 200;

    /// <summary>Fails with every violation, one a line.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct()];
        string more = found.Length > Shown ? $"{Environment.NewLine}and {found.Length - Shown} more" : "";
        Assert.True(found.Length == 0, string.Join(Environment.NewLine, found.Take(Shown).Prepend($"{found.Length} violations")) + more);
    }
}
