// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Planning;

/// <summary>What the body of an answer is.</summary>
public enum EndorsementForm
{
    /// <summary>The document as it is kept: signed JSON, a certificate in DER, a chain in PEM.</summary>
    AsServed = 0,

    /// <summary>A revocation list in DER, or in PEM, or in hex as PCCS writes it; kept in DER.</summary>
    Crl,
}
