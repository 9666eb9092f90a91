// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native.Tests;

public sealed class GroupsTests
{
    [Theory]
    [InlineData("root", true, 0)]
    [InlineData("64100", true, 64100)]
    [InlineData("0", true, 0)]
    [InlineData("no-such-group-anywhere", false, 0)]
    [InlineData("-1", false, 0)]
    [InlineData("4294967296", false, 0)]
    [InlineData(" 5", false, 0)]
    [InlineData("", false, 0)]
    public void A_group_is_found_by_name_or_by_number(string name, bool isFound, uint gid)
    {
        Assert.Equal(isFound, Groups.TryFind(name, out uint found));
        Assert.Equal(gid, found);
    }
}
