// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TestKit;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds global.json.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? from)
    {
        while (from is not null && !File.Exists(Path.Combine(from.FullName, "global.json")))
        {
            from = from.Parent;
        }

        return from?.FullName ?? throw new InvalidOperationException($"no global.json above {AppContext.BaseDirectory}");
    }
}
