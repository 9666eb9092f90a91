// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>Which of Intel's two authorities certifies the PCK.</summary>
public enum PckCa
{
    /// <summary>For platforms of one or more packages: servers.</summary>
    Platform = 0,

    /// <summary>For single processors.</summary>
    Processor,
}
