// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Tests.Wire;

public sealed class MalformedTests
{
    [Fact]
    public void A_senders_megabytes_are_not_repeated()
    {
        Malformed malformed = new("test", new string('f', 1 << 20), new string('r', 1 << 20));

        Assert.Equal($"{new string('f', 1024)}…", malformed.Field);
        Assert.Equal($"{new string('r', 1024)}…", malformed.Reason);
    }

    [Fact]
    public void The_cut_leaves_no_half_of_a_surrogate_pair() =>
        Assert.Equal($"{new string('r', 1023)}…", new Malformed("test", "f", $"{new string('r', 1023)}😀{new string('r', 9)}").Reason);
}
