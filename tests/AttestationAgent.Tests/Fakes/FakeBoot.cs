// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>A boot that began a minute ago.</summary>
internal sealed class FakeBoot : IBoot
{
    public Guid Id() => new("6f1d2c3b-4a59-4e68-9d77-0c8b9a0f1e2d");

    public long Nanoseconds() => 60_000_000_000;
}
