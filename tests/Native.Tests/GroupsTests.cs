// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native.Tests;

public sealed class GroupsTests
{
    [Fact]
    public void A_group_has_the_number_that_the_machine_gives_it()
    {
        string[] line = File.ReadAllLines("/etc/group").Select(each => each.Split(':')).First(each => each[0] == "daemon");

        Assert.True(Groups.TryFind("daemon", out uint gid));
        Assert.Equal(line[2], $"{gid}");
        Assert.True(Groups.TryFind("root", out uint root));
        Assert.Equal(0u, root);
    }

    [Theory]
    [InlineData("64100", true, 64100)]
    [InlineData("0", true, 0)]
    [InlineData("no-such-group-here", false, 0)]
    [InlineData("-1", false, 0)]
    [InlineData("4294967296", false, 0)]
    [InlineData(" 5", false, 0)]
    [InlineData("", false, 0)]
    public void A_number_that_is_no_name_is_itself_and_everything_else_is_not_found(string name, bool isFound, uint gid)
    {
        Assert.Equal(isFound, Groups.TryFind(name, out uint found));
        Assert.Equal(gid, found);
    }
}
