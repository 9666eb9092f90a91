// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EndToEnd.Devices;

/// <summary>The host's clock, which is the host's to set; time passes as ever.</summary>
internal sealed class JumpingClock : TimeProvider
{
    public TimeSpan Jump { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Jump;
}
