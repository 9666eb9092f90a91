// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Wire;

/// <summary>The kinds of keys that sign reports.</summary>
public enum VekKind
{
    /// <summary>None that can be verified.</summary>
    None = 0,

    /// <summary>Versioned chip endorsement key: of one chip, at one TCB.</summary>
    Vcek,

    /// <summary>Versioned loaded endorsement key: of one provider, at one TCB.</summary>
    Vlek,
}
