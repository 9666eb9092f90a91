// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using CsCheck;

namespace Attestation.Tests.EventLogs;

public sealed class UefiVariableTests
{
    [Fact]
    public void A_variable_states_name_and_value()
    {
        Assert.True(UefiVariable.TryParse(LogBuilder.Variable("db", [1, 2, 3]), out UefiVariable? variable, out _));

        Assert.Equal(("db", Guid.Empty), (variable.Name, variable.Vendor));
        Assert.Equal([1, 2, 3], variable.Value.ToArray());
    }

    [Fact]
    public void A_variable_may_be_empty()
    {
        Assert.True(UefiVariable.TryParse(LogBuilder.Variable("", []), out UefiVariable? variable, out _));

        Assert.Equal((0, 0), (variable.Name.Length, variable.Value.Length));
    }

    [Theory]
    [InlineData(16, 0xFF)]
    [InlineData(23, 0xFF)]
    [InlineData(24, 2)]
    [InlineData(24, 4)]
    [InlineData(31, 0x80)]
    public void A_length_that_does_not_fit_is_refused(int at, byte value)
    {
        byte[] bytes = LogBuilder.Variable("db", [1, 2, 3]);
        bytes[at] = value;

        Assert.False(UefiVariable.TryParse(bytes, out _, out _));
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        byte[] bytes = LogBuilder.Variable("db", [1, 2, 3]);

        Assert.All(
            Enumerable.Range(0, bytes.Length),
            length => Assert.False(UefiVariable.TryParse(bytes.AsMemory(0, length), out _, out _)));
    }

    [Fact]
    public void Any_bytes_never_throw() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Byte.Array[0, 40]).Sample((units, length, rest) =>
        {
            UefiVariable.TryParse(rest, out _, out _);
            UefiVariable.TryParse((byte[])[.. new byte[16], .. LogBuilder.U64(units), .. LogBuilder.U64(length), .. rest], out _, out _);
        });
}
