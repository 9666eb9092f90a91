// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>Parses certificates in the order of their chain.</summary>
public static class CertificateList
{
    /// <summary>Parses all, or names the first that is wrong.</summary>
    public static bool TryParse(
        ImmutableArray<ReadOnlyMemory<byte>> ders, out ImmutableArray<Certificate> certificates, [NotNullWhen(false)] out Malformed? malformed)
    {
        ImmutableArray<Certificate>.Builder read = ImmutableArray.CreateBuilder<Certificate>(ders.Length);
        certificates = [];
        malformed = null;
        foreach (ReadOnlyMemory<byte> der in ders)
        {
            if (!Certificate.TryParse(der, out Certificate? certificate, out malformed))
            {
                malformed = malformed with { Field = $"certificate {read.Count + 1}: {malformed.Field}" };
                return false;
            }

            read.Add(certificate);
        }

        certificates = read.MoveToImmutable();
        return true;
    }
}
