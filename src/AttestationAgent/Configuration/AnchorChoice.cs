// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Configuration;

/// <summary>Which register is extended with the bytes of <c>log-start/v1</c>.</summary>
internal enum AnchorChoice
{
    /// <summary>RTMR3 where the machine offers it, else none.</summary>
    Auto = 0,

    /// <summary>RTMR3; without it the agent does not start.</summary>
    Rtmr3,

    /// <summary>None, said aloud in every result.</summary>
    None,
}
