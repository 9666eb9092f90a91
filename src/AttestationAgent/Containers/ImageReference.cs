// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Attestation.Wire;

namespace Attestation.Agent.Containers;

/// <summary>How runtimes name images (CRI v1, <c>ContainerStatus.image_ref</c> and <c>image_id</c>), and which of these names a manifest.</summary>
/// <remarks>
/// <c>name@sha256:…</c> is a repo digest: of what was pulled under that name, the manifest or the index over it. A digest without a name is the image's id, the
/// digest of its configuration: another value for the same image, and never told for the first.
/// </remarks>
internal static class ImageReference
{
    private const string Pullable = "docker-pullable://";
    private const string Algorithm = "sha256:";
    private const int DigestBytes = 32;
    private const int MaxName = 512;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:");

    /// <summary>The manifest's digest, 32 bytes; null where the text names none.</summary>
    /// <param name="text">As the runtime has it; may be anything.</param>
    public static byte[]? ManifestOf(string text)
    {
        string reference = text.StartsWith(Pullable, StringComparison.Ordinal) ? text[Pullable.Length..] : text;
        int at = reference.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && IsName(reference.AsSpan(0, at)) ? DigestOf(reference.AsSpan(at + 1)) : null;
    }

    // An algorithm is no name.
    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length <= MaxName && !name.StartsWith(Algorithm, StringComparison.Ordinal) && !name.ContainsAnyExcept(NameCharacters);

    // Upper case would be another spelling of the same.
    private static byte[]? DigestOf(ReadOnlySpan<char> text) =>
        text.StartsWith(Algorithm, StringComparison.Ordinal) && Hex.TryReadLower(text[Algorithm.Length..], DigestBytes, out byte[]? digest) ? digest : null;
}
