// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>Whether a certificate or CRL was issued by another certificate's key; only <see cref="Issued"/> is good.</summary>
public enum Issuance
{
    /// <summary>Nobody looked.</summary>
    NotEvaluated = 0,

    /// <summary>All of the below holds.</summary>
    Issued,

    /// <summary>The issuer's name is not the subject of the issuing certificate, byte for byte.</summary>
    IssuerNameDiffers,

    /// <summary>AuthorityKeyIdentifier and the issuing certificate's SubjectKeyIdentifier are both there and differ.</summary>
    KeyIdentifierDiffers,

    /// <summary>The issuing certificate lacks the CA flag or keyCertSign; for a CRL, cRLSign.</summary>
    IssuerMayNotSign,

    /// <summary>A critical extension other than BasicConstraints and KeyUsage.</summary>
    UnprocessedCriticalExtension,

    /// <summary>The verification key handed in is not that of the issuing certificate.</summary>
    KeyIsNotTheIssuers,

    /// <summary>The AlgorithmIdentifier is not one of <see cref="SignatureAlgorithm.TryRead"/>.</summary>
    SignatureAlgorithmUnknown,

    /// <summary>The signature does not verify.</summary>
    SignatureWrong,
}
