// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Wire;

/// <summary>Which of the two layouts a TCB_VERSION has.</summary>
public enum TcbGeneration
{
    /// <summary>Milan and Genoa, with Bergamo and Siena.</summary>
    Milan = 0,

    /// <summary>Turin and later.</summary>
    Turin,
}
