// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>How the records of a log are laid out.</summary>
public enum EventLogFormat
{
    /// <summary>Not read yet.</summary>
    None,

    /// <summary>TCG_PCR_EVENT2 records behind a spec id event: any banks.</summary>
    CryptoAgile,

    /// <summary>TCG_PCClientPCREvent records throughout: one SHA-1 bank.</summary>
    Sha1,
}
