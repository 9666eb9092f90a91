// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>What became of a document that was offered to a cache.</summary>
public enum CacheOutcome
{
    /// <summary>It could not be written: no permission, no space, or another process would not let go. Nothing rests on it.</summary>
    NotWritten = 0,

    /// <summary>It is not in date, so it did not enter.</summary>
    OutOfDate,

    /// <summary>What is there has a higher number or a later date, and stays.</summary>
    Older,

    /// <summary>It is there.</summary>
    Kept,
}
