// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tests.X509;

public sealed class SignatureAlgorithmTests
{
    private const string Pss = "304106092a864886f70d01010a3034a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130";
    private const string PssWithTrailer = "304606092a864886f70d01010a3039a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06096086480165030402020500a203020130a303020101";

    [Theory]
    [InlineData("300a06082a8648ce3d040302", SignatureScheme.EcdsaSha256Der)]
    [InlineData("300a06082a8648ce3d040303", SignatureScheme.EcdsaSha384Der)]
    [InlineData(Pss, SignatureScheme.RsaPssSha384)]
    [InlineData(PssWithTrailer, SignatureScheme.RsaPssSha384)]
    public void Known_algorithms_map_to_their_scheme(string der, SignatureScheme expected)
    {
        Assert.True(SignatureAlgorithm.TryRead(DerParts.Hex(der), out SignatureScheme scheme, out Malformed? malformed));
        Assert.Null(malformed);
        Assert.Equal(expected, scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("300c06082a8648ce3d0403020500")]
    [InlineData("300a06082a8648ce3d040304")]
    [InlineData("300d06092a864886f70d01010b0500")]
    [InlineData("300506032b6570")]
    [InlineData("303d06092a864886f70d01010a3030a00d300b0609608648016503040202a11a301806092a864886f70d010108300b0609608648016503040202a203020130")]
    public void Other_algorithms_are_refused(string der)
    {
        Assert.False(SignatureAlgorithm.TryRead(DerParts.Hex(der), out SignatureScheme scheme, out Malformed? malformed));
        Assert.Equal(SignatureScheme.None, scheme);
        Assert.StartsWith("AlgorithmIdentifier: algorithm: ", malformed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_byte_of_the_PSS_parameters_is_refused()
    {
        byte[] der = DerParts.Hex(Pss);
        for (int i = 0; i < der.Length; i++)
        {
            der[i] ^= 1;
            Assert.False(SignatureAlgorithm.TryRead(der, out _, out _), $"byte {i}");
            der[i] ^= 1;
        }
    }
}
