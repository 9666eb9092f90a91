// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>What is known about the digest of a record and the data beside it.</summary>
public enum DigestMatch
{
    /// <summary>The digest is of something the log does not hold (an image, a table), or by a rule not known here: data unproven.</summary>
    Unknown,

    /// <summary>The digest is that of the data, or of the part of it that this type of record hashes: that part may be believed.</summary>
    Matches,

    /// <summary>The type says that the digest is that of the data, and it is not.</summary>
    Differs,
}
