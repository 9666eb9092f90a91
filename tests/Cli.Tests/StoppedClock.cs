// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Tests;

/// <summary>A clock that stands.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
