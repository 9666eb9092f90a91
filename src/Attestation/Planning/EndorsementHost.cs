// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Planning;

/// <summary>A service that hands out Endorsements. Its address comes from configuration or is the vendor's, never from Evidence.</summary>
/// <param name="Name">Its name in configuration, for example <c>intel-pcs</c> (CONTRACTS, section 9).</param>
/// <param name="PublicAddress">The vendor's own address, used where nobody configured another; null: only where configured.</param>
public sealed record EndorsementHost(string Name, string? PublicAddress)
{
    /// <summary>Requests that may be made at once after a pause.</summary>
    public int Burst { get; init; } = 8;

    /// <summary>Time after which another request is allowed; further ones wait in a queue.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);
}
