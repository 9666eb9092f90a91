// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>The Endorsements that the provisioning service hands out.</summary>
public enum PcsDocument
{
    /// <summary><c>intel/tdx/tcb-info/FMSPC</c>.</summary>
    TcbInfo = 0,

    /// <summary><c>intel/tdx/qe-identity</c>.</summary>
    QeIdentity,

    /// <summary><c>intel/tcb-signing-chain</c>.</summary>
    SigningChain,

    /// <summary><c>intel/pck-crl/platform</c> or <c>processor</c>.</summary>
    PckCrl,

    /// <summary><c>intel/root-ca-crl</c>.</summary>
    RootCaCrl,
}
