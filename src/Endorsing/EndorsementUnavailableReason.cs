// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>Why an Endorsement cannot be had.</summary>
public enum EndorsementUnavailableReason
{
    /// <summary>No host that has it is configured, or nothing may be fetched.</summary>
    NoHost = 0,

    /// <summary>The host has no address, or nobody answers there.</summary>
    Unreachable,

    /// <summary>The connection is not secure: the certificate is not trusted, is another host's, or is expired.</summary>
    NotSecure,

    /// <summary>The host took too long.</summary>
    TimedOut,

    /// <summary>The host asks to come back later than anybody can wait.</summary>
    RateLimited,

    /// <summary>The host does not have it.</summary>
    NotFound,

    /// <summary>The host is out of order, or does not understand the request.</summary>
    HostFailed,

    /// <summary>The host sends its clients elsewhere, which is not followed.</summary>
    Redirected,

    /// <summary>The answer breaks off.</summary>
    Truncated,

    /// <summary>The answer is longer than such a document may be.</summary>
    TooLarge,

    /// <summary>The answer cannot be read.</summary>
    Malformed,

    /// <summary>The answer does not verify: another document, another issuer, a broken signature.</summary>
    Refused,

    /// <summary>The answer is genuine and older than what is at hand.</summary>
    Older,

    /// <summary>The answer is genuine and past its dates, or from the future.</summary>
    OutOfDate,

    /// <summary>No service hands such a document out: it comes with the Evidence, or in a folder.</summary>
    NotServed,
}
