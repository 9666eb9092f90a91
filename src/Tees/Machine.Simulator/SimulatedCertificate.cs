// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Machine.Simulator;

/// <summary>An issued certificate with its private key.</summary>
/// <param name="Template">What it says.</param>
/// <param name="Key">The subject's key.</param>
/// <param name="Serial">The serial number: big-endian, positive.</param>
/// <param name="Der">The certificate.</param>
public sealed record SimulatedCertificate(
    CertificateTemplate Template, SimulatedKey Key, ReadOnlyMemory<byte> Serial, ReadOnlyMemory<byte> Der)
{
    /// <summary>The certificate as PEM: LF, 64 characters a line, one LF at the end.</summary>
    public string Pem => PemEncoding.WriteString("CERTIFICATE", Der.Span) + "\n";
}
