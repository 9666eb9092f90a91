// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Appraisal;

namespace Attestation.Tests.Appraisal;

public sealed class VerifiedCacheTests
{
    private static readonly Rule Rule = new("TST-01", RuleKind.Authenticity, "it holds", "none");
    private static readonly Step<string> Passing = new([Check.Pass(Rule)], "witness");

    private readonly VerifiedCache cache = new(4);
    private int made;

    [Fact]
    public void A_step_that_passed_is_made_once()
    {
        Assert.Equal("witness", Get("a", Passing).Witness);
        Assert.Equal(Passing.Checks, Get("a", Passing).Checks);
        Assert.Equal(1, made);
    }

    [Theory]
    [InlineData(Outcome.Fail)]
    [InlineData(Outcome.Warn)]
    [InlineData(Outcome.NotEvaluated)]
    public void A_step_with_any_other_check_is_made_each_time(Outcome outcome)
    {
        Step<string> step = new([Check.Pass(Rule), new(Rule, outcome)], "witness");

        Get("a", step);
        Get("a", step);

        Assert.Equal(2, made);
    }

    [Fact]
    public void A_step_without_a_witness_is_made_each_time()
    {
        Get("a", new([Check.Pass(Rule)], null));
        Get("a", new([Check.Pass(Rule)], null));

        Assert.Equal(2, made);
    }

    [Fact]
    public void Names_and_parts_are_kept_apart()
    {
        VerifiedKey[] keys =
        [
            new("a", Digest(1), Digest(2)), new("b", Digest(1), Digest(2)), new("a", Digest(2), Digest(1)), new("a", Digest(1), Digest(1)),
            new("a", Digest(1), Digest(2), Digest(3)),
        ];
        VerifiedCache large = new(keys.Length);

        Assert.All(keys, key => large.Get(key, 0, _ => Count(Passing)));
        Assert.All(keys, key => large.Get(key, 0, _ => Count(Passing)));

        Assert.Equal(keys.Length, made);
    }

    [Fact]
    public void A_key_is_made_of_whole_digests()
    {
        Assert.Throws<ArgumentException>(() => new VerifiedKey("a", new byte[31], Digest(1)));
        Assert.Throws<ArgumentException>(() => new VerifiedKey("a", Digest(1), []));
        Assert.Throws<ArgumentException>(() => new VerifiedKey("a", Digest(1), Digest(2), new byte[33]));
    }

    [Fact]
    public void A_step_of_another_kind_under_the_same_key_is_not_taken_for_this_one()
    {
        Get("a", Passing);

        Step<Version> other = cache.Get(Key("a"), 0, _ => new Step<Version>([Check.Pass(Rule)], new(1, 0)));

        Assert.Equal(new(1, 0), other.Witness);
    }

    [Fact]
    public void At_most_so_many_steps_are_kept_and_none_is_kept_for_ever()
    {
        for (byte i = 0; i < 100; i++)
        {
            Get("a", Passing, i);
        }

        Assert.Equal(100, made);
        int kept = Enumerable.Range(0, 100).Count(i =>
        {
            int before = made;
            cache.Get<int, string>(Key("a", (byte)i), 0, _ => new([Check.Fail(Rule, (++made).ToString(System.Globalization.CultureInfo.InvariantCulture))], null));
            return made == before;
        });
        Assert.InRange(kept, 1, 4);
    }

    [Fact]
    public void A_cache_of_none_keeps_none()
    {
        VerifiedCache.None.Get(Key("a"), 0, _ => Count(Passing));
        VerifiedCache.None.Get(Key("a"), 0, _ => Count(Passing));

        Assert.False(VerifiedCache.None.Keeps);
        Assert.True(cache.Keeps);
        Assert.Equal(2, made);
    }

    [Fact]
    public void Many_threads_get_the_witness_of_their_own_key()
    {
        VerifiedCache small = new(8);

        Parallel.For(0, 20_000, i =>
        {
            byte part = (byte)(i % 16);
            Step<string> step = small.Get(Key("a", part), part, static key => new Step<string>([Check.Pass(Rule, $"{key}")], $"witness {key}"));
            Assert.Equal($"witness {part}", step.Witness);
            Assert.Equal($"{part}", step.Checks[0].Got);
        });
    }

    private Step<string> Get(string name, Step<string> step, params byte[] parts) => cache.Get(Key(name, parts), 0, _ => Count(step));

    private static VerifiedKey Key(string name, params byte[] parts) => new(name, SHA256.HashData(parts), Digest(0));

    private static byte[] Digest(byte value) => [.. Enumerable.Repeat(value, SHA256.HashSizeInBytes)];

    private Step<string> Count(Step<string> step)
    {
        made++;
        return step;
    }
}
