// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>
/// ECDSA 256-bit quote signature data up to the first field of variable length. Intel TDX DCAP Quoting Library API, A.3, ECDSA
/// 256-bit quote signature data and QE report certification data. 584 bytes, little-endian.
/// </summary>
internal static class SignatureDataLayout
{
    public static readonly Field QuoteSignature = new(nameof(QuoteSignature), 0, 64);
    public static readonly Field AttestationKey = new(nameof(AttestationKey), 64, 64);
    public static readonly Field CertificationDataType = new(nameof(CertificationDataType), 128, 2);
    public static readonly Field CertificationDataSize = new(nameof(CertificationDataSize), 130, 4);
    public static readonly Field QeReport = new(nameof(QeReport), 134, 384);
    public static readonly Field QeReportSignature = new(nameof(QeReportSignature), 518, 64);
    public static readonly Field QeAuthenticationDataLength = new(nameof(QeAuthenticationDataLength), 582, 2);

    public static readonly ImmutableArray<Field> All =
    [
        QuoteSignature, AttestationKey, CertificationDataType, CertificationDataSize, QeReport, QeReportSignature,
        QeAuthenticationDataLength,
    ];

    public static readonly int Size = All[^1].End;

    /// <summary>Bytes of the length field that stands before the signature data.</summary>
    public const int LengthSize = 4;
}
