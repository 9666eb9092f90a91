// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>ASK or ASVK and ARK as found: an Endorsement in PEM, or two entries of the host's table. Nothing about them is verified.</summary>
internal sealed class VendorCertificates
{
    private const int Certificates = 2;

    private readonly Endorsement? pem;
    private readonly CertificateTable? table;

    private VendorCertificates(Endorsement? pem, CertificateTable? table)
    {
        this.pem = pem;
        this.table = table;
    }

    /// <summary>The Endorsement, else the table's; null where nobody has both certificates.</summary>
    public static VendorCertificates? Find(SnpProduct product, VekKind kind, CertificateTable? table, Endorsements endorsements) =>
        endorsements.TryGet(AmdKds.CertChain(product, kind), AmdKds.PemChain, out Endorsement? pem) ? new(pem, null)
        : table is { Ask: not null, Ark: not null } ? new(null, table)
        : null;

    /// <summary>SHA-256 over all bytes, 32 bytes into <paramref name="hash"/>.</summary>
    public void CopySha256(Span<byte> hash)
    {
        if (pem is not null)
        {
            pem.Sha256.CopyTo(hash);
        }
        else
        {
            SHA256.HashData([.. table!.Ask!.Value.Span, .. table.Ark!.Value.Span], hash);
        }
    }

    /// <summary>Parses both: issuer of the leaf first, then the root.</summary>
    public bool TryParse(out ImmutableArray<Certificate> certificates, [NotNullWhen(false)] out Malformed? malformed)
    {
        certificates = [];
        ImmutableArray<ReadOnlyMemory<byte>> ders = [];
        if (pem is not null && !Pem.TryReadCertificates(pem.Bytes, Certificates, out ders, out malformed))
        {
            return false;
        }

        ders = pem is null ? [table!.Ask!.Value, table.Ark!.Value] : ders;
        malformed = ders.Length == Certificates ? null : new("AMD chain", "PEM", $"holds {ders.Length} certificates, want {Certificates}: ASK or ASVK, then ARK");
        return malformed is null && CertificateList.TryParse(ders, out certificates, out malformed);
    }

    /// <summary>Records that the verdict rests on them, where they are an Endorsement.</summary>
    public void Used(AppraisalContext context)
    {
        if (pem is not null)
        {
            context.Used(pem);
        }
    }
}
