// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>The kinds of keys that vendors' certificates have.</summary>
public enum KeyKind
{
    /// <summary>ECDSA on P-256 with SHA-256: Intel's whole hierarchy.</summary>
    EcdsaP256 = 0,

    /// <summary>ECDSA on P-384 with SHA-384: AMD's VCEK and VLEK.</summary>
    EcdsaP384,

    /// <summary>RSA of 4096 bits, PSS with SHA-384 and a salt of 48 bytes: AMD's ARK, ASK and ASVK.</summary>
    RsaPss4096,
}
