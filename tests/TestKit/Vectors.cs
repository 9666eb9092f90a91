// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TestKit;

/// <summary>Real hardware's vectors: outside the repository, read in place, never copied.</summary>
public static class Vectors
{
    /// <summary>The folder named by ATTESTATION_VECTORS, else ../shared/vectors beside the checkout; may not exist.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("ATTESTATION_VECTORS") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "..", "shared", "vectors");

    /// <summary>Path of a vector file or folder; skips the running test, with the reason, where the folder is absent.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        Assert.SkipUnless(Directory.Exists(Root), $"no vectors at {Root}: set ATTESTATION_VECTORS");
        return Path.Combine([Root, .. parts]);
    }

    /// <summary>The bytes of a vector file.</summary>
    public static byte[] Bytes(params ReadOnlySpan<string> parts) => File.ReadAllBytes(PathOf(parts));
}
