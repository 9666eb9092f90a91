// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native;

/// <summary>How a guest gets reports.</summary>
public enum ReportSource
{
    /// <summary>configfs-tsm: every TEE, and the only way to a TDX quote.</summary>
    Tsm = 1,

    /// <summary>AMD's guest device.</summary>
    SevGuest,
}
