// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Globalization;
using Attestation.Configuration;

namespace Attestation.Policies;

/// <summary>A checkpoint that somebody remembers.</summary>
/// <param name="Origin">The log's origin.</param>
/// <param name="Size">Its tree size then.</param>
/// <param name="Root">Its root hash then; 32 bytes.</param>
public sealed record KnownCheckpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    private const int RootBytes = 32;

    internal static KnownCheckpoint? Read(ConfigSection section)
    {
        if (!section.IsPresent)
        {
            return null;
        }

        string? origin = section.Text("origin");
        long? size = Counter(section, "size");
        byte[]? root = Root64(section, "root");
        section.Done();
        if (origin is null)
        {
            section.Report("origin", "is absent, want the log's origin");
        }

        return origin is null || size is null || root is null ? null : new(origin, size.Value, root);
    }

    private static long? Counter(ConfigSection section, string key)
    {
        string? text = section.Text(key);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && value.ToString(CultureInfo.InvariantCulture) == text)
        {
            return value;
        }

        section.Report(key, "want a string of decimal digits without leading zeros");
        return null;
    }

    private static byte[]? Root64(ConfigSection section, string key)
    {
        string text = section.Text(key) ?? "";
        if (Documents.CanonicalBase64.TryDecode(text, out byte[]? root) && root.Length == RootBytes)
        {
            return root;
        }

        section.Report(key, $"want {RootBytes} bytes in base64, {Base64.GetMaxEncodedToUtf8Length(RootBytes)} characters");
        return null;
    }
}
