// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using CsCheck;

namespace Attestation.Tests.Wire;

public sealed class SpanReaderTests
{
    [Fact]
    public void Taking_more_than_is_left_consumes_nothing()
    {
        SpanReader reader = new([1, 2, 3]);

        Assert.False(reader.TryTake(4, out _));
        Assert.Equal(0, reader.Position);
    }

    [Fact]
    public void A_length_above_the_cap_is_refused_even_if_so_many_bytes_are_left()
    {
        SpanReader reader = new([1, 2, 3]);

        Assert.False(reader.TryTake(3u, 2, out _));
        Assert.False(reader.TryTake(uint.MaxValue, int.MaxValue, out _));
    }

    [Fact]
    public void Any_sequence_of_takes_never_throws_and_never_passes_the_end() =>
        Gen.Select(Gen.Byte.Array[0, 32], Gen.Int[-5, 40].Array[0, 8]).Sample((bytes, takes) =>
        {
            SpanReader reader = new(bytes);
            foreach (int take in takes)
            {
                reader.TryTake(take, out _);
                Assert.InRange(reader.Position, 0, bytes.Length);
            }
        });
}
