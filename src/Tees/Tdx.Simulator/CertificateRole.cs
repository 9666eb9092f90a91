// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>The certificates that issuer chains are made of.</summary>
public enum CertificateRole
{
    /// <summary>The root that the chain in question hangs under.</summary>
    Root = 0,

    /// <summary>Platform or Processor CA.</summary>
    Intermediate,

    /// <summary>The PCK leaf.</summary>
    Pck,

    /// <summary>The signer of TCB info and QE identity.</summary>
    TcbSigning,
}
