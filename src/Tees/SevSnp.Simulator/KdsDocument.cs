// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Simulator;

/// <summary>What AMD's key distribution service hands out.</summary>
public enum KdsDocument
{
    /// <summary>VCEK or VLEK.</summary>
    Leaf = 0,

    /// <summary>ASK or ASVK, then ARK.</summary>
    CertChain,

    /// <summary>The ARK's revocation list.</summary>
    Crl,
}
