// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.Documents;

/// <summary>Base64 (RFC 4648, section 4) in its one form: padded, no blanks, unused bits zero.</summary>
public static class CanonicalBase64
{
    /// <summary>Decodes; false where encoding the bytes again would not give the same text.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        byte[] decoded = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, decoded, out int written))
        {
            return false;
        }

        // The framework skips blanks and takes "YR==" for "YQ==".
        byte[] result = decoded.AsSpan(0, written).ToArray();
        bytes = Convert.ToBase64String(result) == text ? result : null;
        return bytes is not null;
    }
}
