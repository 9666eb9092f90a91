// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Benchmarks.Tests;

/// <summary>The report that is kept in the repository.</summary>
internal static class StoredReport
{
    /// <summary>Its folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "benchmarks", "results");

    /// <summary>One of its files.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
