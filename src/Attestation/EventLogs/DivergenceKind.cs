// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>How sure it is that a record is the first one that diverges; in the order in which they are tried.</summary>
public enum DivergenceKind
{
    /// <summary>Not searched.</summary>
    None,

    /// <summary>The quoted value has another length than the bank's: nothing can match.</summary>
    OtherLength,

    /// <summary>Certain: the records before it replay to the quoted value; it and what follows was never measured.</summary>
    NotMeasured,

    /// <summary>Certain as far as the other log is true: the first record that differs from it.</summary>
    DiffersFromOther,

    /// <summary>Likely: the first record whose digest is not that of its data, although its type says so.</summary>
    DigestNotOfData,

    /// <summary>Only a bound: the last record; it or one before it, or one that the log leaves out.</summary>
    AtOrBefore,
}
