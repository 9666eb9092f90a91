// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>Key kind, hash, padding and encoding of a signature; zero is none of them and verifies nothing.</summary>
public enum SignatureScheme
{
    /// <summary>No scheme.</summary>
    None = 0,

    /// <summary>P-256, SHA-256, strict DER of r and s.</summary>
    EcdsaSha256Der,

    /// <summary>P-256, SHA-256, r and s of 32 big-endian bytes each.</summary>
    EcdsaSha256Raw,

    /// <summary>P-384, SHA-384, strict DER of r and s.</summary>
    EcdsaSha384Der,

    /// <summary>P-384, SHA-384, r and s of 48 big-endian bytes each.</summary>
    EcdsaSha384Raw,

    /// <summary>RSASSA-PSS with SHA-384, MGF1 with SHA-384, salt of 48 bytes; keys of 3072 bits and more.</summary>
    RsaPssSha384,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256; keys of 2048 bits and more.</summary>
    RsaPkcs1Sha256,
}
