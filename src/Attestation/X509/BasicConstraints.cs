// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.X509;

/// <summary>RFC 5280, section 4.2.1.9.</summary>
/// <param name="CertificateAuthority">The subject may issue certificates.</param>
/// <param name="PathLength">Most intermediate certificates below; null where unlimited.</param>
public readonly record struct BasicConstraints(bool CertificateAuthority, int? PathLength)
{
    internal static BasicConstraints Read(ReadOnlyMemory<byte> value, string structure, out Malformed? fault)
    {
        const string Field = "basicConstraints";
        DerReader der = new(value, structure);
        int all = der.Enter(DerTag.Sequence, Field);
        bool authority = der.TrueOrAbsent(Field);
        int? pathLength = authority && !der.AtEnd ? der.Small(Field) : null;
        der.Leave(all, Field);
        der.Finish(Field);
        fault = der.Fault;
        return new BasicConstraints(authority, pathLength);
    }
}
