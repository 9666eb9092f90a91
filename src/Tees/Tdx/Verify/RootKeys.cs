// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Imported keys of pinned roots, by SPKI; there are as many as pins.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RootKeys
{
    private readonly ConcurrentDictionary<string, VerificationKey> keys = new(StringComparer.Ordinal);

    public string? Key(Certificate root, out VerificationKey? key)
    {
        string spki = Convert.ToBase64String(root.SpkiSha256.Span);
        if (keys.TryGetValue(spki, out key))
        {
            return null;
        }

        string? wrong = IntelProfile.Key(root, out key);
        if (key is not null)
        {
            key = keys.GetOrAdd(spki, key);
        }

        return wrong;
    }
}
