// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Ledger;

/// <summary>Why a statement was not answered (CONTRACTS, section 10.2).</summary>
internal enum RefusalReason
{
    /// <summary>Too much waits already.</summary>
    Overloaded = 0,

    /// <summary>This peer appended too much.</summary>
    Quota,

    /// <summary>The device refused for now.</summary>
    DeviceBusy,

    /// <summary>The device did not answer before the deadline.</summary>
    DeviceTimeout,

    /// <summary>The run has ended.</summary>
    RunEnded,
}
