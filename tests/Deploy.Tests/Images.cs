// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Deploy.Tests;

/// <summary>One run of <c>tests/images/run</c>, for all tests that look at what it says.</summary>
public sealed class Images() : ScriptRun("tests/images/run", TimeSpan.FromMinutes(12))
{
    /// <summary>Skips the running test, with the reason, where no image can be built.</summary>
    public void Require() => Assert.SkipWhen(Obstacle is not null, $"no image can be built: {Obstacle}");
}
