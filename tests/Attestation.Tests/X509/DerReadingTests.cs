// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class DerReadingTests
{
    [Theory]
    [InlineData("0203010203")]
    [InlineData("020180")]
    [InlineData("02020001")]
    [InlineData("0200")]
    [InlineData("040101")]
    public void A_natural_number_that_is_refused_comes_back_empty(string hex)
    {
        DerReader der = new(Convert.FromHexString(hex), "test");

        Assert.True(der.Natural("number", 2).IsEmpty);
        Assert.NotNull(der.Fault);
    }

    [Theory]
    [InlineData("06022a80")]
    [InlineData("06028001")]
    [InlineData("0600")]
    public void An_object_identifier_that_is_refused_comes_back_empty(string hex)
    {
        DerReader der = new(Convert.FromHexString(hex), "test");

        Assert.True(der.Oid("oid").IsEmpty);
        Assert.NotNull(der.Fault);
    }
}
