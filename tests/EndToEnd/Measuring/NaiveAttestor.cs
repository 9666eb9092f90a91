// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.EndToEnd.Measuring;

/// <summary>What an attestor believes that looks once: at the exe link's bytes, or at what its text names.</summary>
internal static class NaiveAttestor
{
    private const string Deleted = " (deleted)";

    /// <summary>SHA-256 of the file behind the exe link.</summary>
    public static byte[] ByLink(int pid) => SHA256.HashData(File.ReadAllBytes($"/proc/{pid}/exe"));

    /// <summary>SHA-256 of the file that has the exe link's text for its path, as the process sees it.</summary>
    public static byte[] ByPath(int pid)
    {
        string path = File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)!.FullName;
        path = path.EndsWith(Deleted, StringComparison.Ordinal) ? path[..^Deleted.Length] : path;
        return SHA256.HashData(File.ReadAllBytes($"/proc/{pid}/root{path}"));
    }
}
