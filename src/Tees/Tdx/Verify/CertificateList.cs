// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Parses certificates in the order of their chain.</summary>
internal static class CertificateList
{
    public static bool TryParse(
        ImmutableArray<ReadOnlyMemory<byte>> ders, out ImmutableArray<Certificate> certificates, out Malformed? malformed)
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
