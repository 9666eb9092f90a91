// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;

namespace Attestation.SpirePlugin.Tests.Hosting;

public sealed class LatestTests
{
    [Fact]
    public async Task Reader_that_saw_nothing_gets_the_value_at_once() =>
        Assert.Equal(new(0, "a"), await new Latest<string>("a").AfterAsync(-1, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Reader_that_was_late_gets_the_newest_alone()
    {
        Latest<string> latest = new("a");
        latest.Set("b");
        latest.Set("c");

        Assert.Equal(new(2, "c"), await latest.AfterAsync(0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reader_waits_for_a_change()
    {
        Latest<string> latest = new("a");
        Task<Latest<string>.Version> waiting = latest.AfterAsync(0, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        latest.Set("b");

        Assert.Equal("b", (await waiting).Value);
    }
}
