// SPDX-License-Identifier: Apache-2.0

using Attestation.KernelProbe;

namespace Attestation.Native.Tests;

/// <summary>Production code against the real configfs-tsm, ioctls, sysfs and sockets of a Debian kernel.</summary>
public sealed class RealKernelTests(RealKernel kernel) : IClassFixture<RealKernel>
{
    public static TheoryData<string, string> Laws =>
        new(from section in ProbePlan.Sections from law in ProbePlan.Of(section) select (section, law.Name));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Law_holds_on_a_real_kernel(string section, string law)
    {
        kernel.Require();
        string held = ProbePlan.Held(section, ProbePlan.Of(section).Single(each => each.Name == law));

        Assert.True(kernel.Lines.Contains(held), kernel.Lines.FirstOrDefault(line => line.Contains(held, StringComparison.Ordinal)) ?? $"the guest says nothing of it: {kernel.Errors}");
    }

    [Fact]
    public void The_guest_says_nothing_else()
    {
        kernel.Require();

        Assert.Equal((0, Laws.Count), (kernel.Code, kernel.Lines.Count));
    }
}
