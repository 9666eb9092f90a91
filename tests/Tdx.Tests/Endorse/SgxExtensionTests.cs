// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Numerics;
using Attestation.Tdx.Endorse;
using Attestation.Wire;

namespace Attestation.Tdx.Tests.Endorse;

public sealed class SgxExtensionTests
{
    private const string Tcb = "1.2.840.113741.1.13.1.2";

    [Theory]
    [InlineData("80000001")]
    [InlineData("00ffffffff")]
    [InlineData("7fffffffffffffffff")]
    [InlineData("0100")]
    public void A_component_that_is_no_byte_is_named_and_refused(string content) =>
        Assert.StartsWith("SGX extension: extension.2.1: ", Refusal(1, content), StringComparison.Ordinal);

    [Theory]
    [InlineData("010000")]
    [InlineData("ff000000")]
    public void A_pcesvn_wider_than_two_bytes_is_named_and_refused(string content) =>
        Assert.StartsWith("SGX extension: extension.2.17: ", Refusal(17, content), StringComparison.Ordinal);

    private static string? Refusal(int arc, string content)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(Tcb);
            using (der.PushSequence())
            using (der.PushSequence())
            {
                der.WriteObjectIdentifier($"{Tcb}.{arc}");
                der.WriteInteger(new BigInteger(Convert.FromHexString(content), isBigEndian: true));
            }
        }

        Assert.Null(SgxExtension.Read(der.Encode(), out Malformed? malformed));
        return malformed?.ToString();
    }
}
