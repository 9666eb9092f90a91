// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>Imported keys of pinned roots, by SPKI; there are as many as pins.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class RootKeys
{
    private readonly ConcurrentDictionary<string, VerificationKey> keys = new(StringComparer.Ordinal);

    /// <summary>The key of a pinned root, or what is wrong with it.</summary>
    public string? Key(Certificate root, out VerificationKey? key)
    {
        string spki = Convert.ToBase64String(root.SpkiSha256.Span);
        if (keys.TryGetValue(spki, out key))
        {
            return null;
        }

        string? wrong = Import(root, out key);
        if (key is not null)
        {
            key = keys.GetOrAdd(spki, key);
        }

        return wrong;
    }

    /// <summary>Imports the key of any certificate, keeping nothing; or what is wrong with it.</summary>
    public static string? Import(Certificate certificate, out VerificationKey? key) =>
        VerificationKey.TryImport(certificate.SubjectPublicKeyInfo, out key, out Malformed? malformed) ? null : $"{certificate.Subject}: {malformed}";
}
