// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Server.CredentialComposer;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.SpirePlugin.Tests.Server;

public sealed class ExpectedKeysTests
{
    private const string Id = "spiffe://example.org/spire/agent/tee/boot/a";

    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] Other = [.. Enumerable.Repeat((byte)2, 32)];

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_record_is_consumed_by_the_first_match()
    {
        ExpectedKeys keys = new(clock);
        Assert.True(keys.TryAdd(Id, Key, new byte[] { 7 }));

        Assert.True(keys.TryTake(Id, Key, out ReadOnlyMemory<byte>? evidence));
        Assert.Equal([7], evidence.Value.ToArray());
        Assert.False(keys.TryTake(Id, Key, out _));
        Assert.Equal(0, keys.Count);
    }

    [Fact]
    public void Another_key_or_another_agent_finds_nothing()
    {
        ExpectedKeys keys = new(clock);
        keys.TryAdd(Id, Key, default);

        Assert.False(keys.TryTake(Id, Other, out _));
        Assert.False(keys.TryTake(Id + "b", Key, out _));
        Assert.Equal(1, keys.Count);
    }

    [Fact]
    public void Forty_attestations_of_one_agent_at_once_do_not_take_each_others_place()
    {
        ExpectedKeys keys = new(clock);
        byte[][] all = [.. Enumerable.Range(0, 40).Select(each => (byte[])[(byte)each, .. Key.AsSpan(1)])];

        Parallel.ForEach(all, each => Assert.True(keys.TryAdd(Id, each, default)));

        Parallel.ForEach(all.Reverse(), each => Assert.True(keys.TryTake(Id, each, out _)));
    }

    [Fact]
    public void The_same_key_twice_is_two_records()
    {
        ExpectedKeys keys = new(clock);
        keys.TryAdd(Id, Key, default);
        keys.TryAdd(Id, Key, default);

        Assert.True(keys.TryTake(Id, Key, out _));
        Assert.True(keys.TryTake(Id, Key, out _));
        Assert.False(keys.TryTake(Id, Key, out _));
    }

    [Fact]
    public void A_record_is_gone_after_two_minutes_and_takes_no_younger_one_along()
    {
        ExpectedKeys keys = new(clock);
        keys.TryAdd(Id, Key, default);
        clock.Advance(TimeSpan.FromSeconds(119));
        keys.TryAdd(Id, Key, default);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(keys.TryTake(Id, Key, out _));
        Assert.False(keys.TryTake(Id, Key, out _));
    }

    [Fact]
    public void Too_many_records_refuse_the_next_and_forget_none()
    {
        ExpectedKeys keys = new(clock);
        for (int i = 0; i < ExpectedKeys.MaxRecords; i++)
        {
            Assert.True(keys.TryAdd(Id, Key, default));
        }

        Assert.False(keys.TryAdd(Id, Other, default));
        Assert.True(keys.TryTake(Id, Key, out _));
        Assert.True(keys.TryAdd(Id, Other, default));
    }
}
