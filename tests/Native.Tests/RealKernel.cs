// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Native.Tests;

/// <summary>One boot of Debian's kernel in QEMU with the fake drivers of <c>tests/kernel</c>, for all tests that look at it.</summary>
public sealed class RealKernel() : ScriptRun("tests/kernel/run", TimeSpan.FromMinutes(8))
{
    /// <summary>Skips the running test, with the reason, where no kernel can be booted.</summary>
    public void Require() => Assert.SkipWhen(Obstacle is not null, $"no kernel to boot: {Obstacle}");
}
