// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Wire;

/// <summary>Which TD report a quote carries. Intel TDX DCAP Quoting Library API, A.4.2; 1 is an SGX report and never a TD's.</summary>
public enum TdBodyType : ushort
{
    /// <summary>TD report of TDX 1.0, 584 bytes; the only one in version 4.</summary>
    Td10 = 2,

    /// <summary>TD report of TDX 1.5, 648 bytes.</summary>
    Td15 = 3,

    /// <summary>TD report of TDX 1.5 with partition and service TD details, 885 bytes.</summary>
    Td15Ex = 4,
}
