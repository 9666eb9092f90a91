// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Attestation.TestKit;
using Attestation.Tests.Statements;
using Attestation.Wire;
using Attestation.X509;
using Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace Attestation.Tests.X509;

public sealed class SigningRequestTests
{
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly RSA Rsa = RSA.Create(2048);

    private static readonly Dictionary<string, byte[]> Requests = new()
    {
        ["P-256"] = Named(new Request("CN=a", P256, HashAlgorithmName.SHA256)),
        ["P-384"] = Named(new Request("", P384, HashAlgorithmName.SHA384)),
        ["RSA"] = Named(new Request("", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        ["Ed25519"] = Ed25519(),
    };

    private static readonly MutatedInput Mutated = new("certificate request", 20_000, [.. Requests.Values], [[0x30, 0x00], [0xA0, 0x00], [0x31, 0x00], [0x05, 0x00]], Read);

    public static TheoryData<string> Kinds => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_request_is_signed_by_its_key_and_no_flipped_bit_is(string kind)
    {
        byte[] der = Requests[kind];

        Assert.True(Parsed(der).IsSignedByItsKey(BouncyEd25519.Instance));
        for (int at = 0; at < der.Length; at += 1 + (der.Length / 200))
        {
            byte[] flipped = [.. der];
            flipped[at] ^= 1;
            Assert.False(SigningRequest.TryParse(flipped, out SigningRequest? request, out _) && request.IsSignedByItsKey(BouncyEd25519.Instance), $"byte {at}");
        }
    }

    [Fact]
    public void The_names_that_are_asked_for_are_its_extensions_and_Daprs_request_has_none()
    {
        Assert.True(SpiffeId.TryReadFrom(Parsed(Requests["P-256"]).Extensions, out SpiffeId? id, out _));
        Assert.Equal("spiffe://a/b", id.Text);
        Assert.Empty(Parsed(Requests["Ed25519"]).Extensions);
    }

    [Fact]
    public void Its_key_is_that_of_the_certificate()
    {
        SigningRequest request = Parsed(Requests["P-384"]);

        Assert.Equal(P384.ExportSubjectPublicKeyInfo(), request.SubjectPublicKeyInfo.ToArray());
        Assert.Equal(SHA256.HashData(P384.ExportSubjectPublicKeyInfo()), request.SpkiSha256.ToArray());
    }

    [Theory]
    [InlineData("020101", "3000", "A000")]
    [InlineData("020100", "3000", "")]
    [InlineData("020100", "0500", "A000")]
    [InlineData("020100", "3000", "A0020500")]
    [InlineData("020100", "3000", "A00F300D06092A864886F70D01090E0500")]
    [InlineData("020100", "3000", "A011300F06092A864886F70D01090E31023000")]
    [InlineData("020100", "3000", "A000A000")]
    public void Another_form_is_refused(string version, string subject, string attributes) =>
        Assert.False(SigningRequest.TryParse(Joined(DerParts.Hex(version), DerParts.Hex(subject), DerParts.Hex(attributes)), out _, out _));

    [Fact]
    public void Attributes_that_are_not_read_are_passed_over_and_a_second_list_of_extensions_is_not()
    {
        byte[] other = DerParts.Hex("301206092A864886F70D010907310513036162" + "63");
        byte[] extensions = DerParts.Hex("301C06092A864886F70D01090E310F300D300B0603551D0F040403020780");

        Assert.Single(Parsed(Joined(DerParts.Hex("020100"), DerParts.Hex("3000"), DerParts.Tlv(0xA0, other, extensions))).Extensions);
        Assert.False(SigningRequest.TryParse(Joined(DerParts.Hex("020100"), DerParts.Hex("3000"), DerParts.Tlv(0xA0, extensions, extensions)), out _, out _));
    }

    [Fact]
    public void A_PEM_of_one_block_is_read_and_of_two_is_not()
    {
        string pem = new(PemEncoding.Write("CERTIFICATE REQUEST", Requests["P-256"]));

        Assert.True(Pem.TryReadRequest(Encoding.ASCII.GetBytes(pem + "\n"), out ReadOnlyMemory<byte> der, out _));
        Assert.Equal(Requests["P-256"], der.ToArray());
        Assert.False(Pem.TryReadRequest(Encoding.ASCII.GetBytes($"{pem}\n{pem}\n"), out _, out _));
        Assert.False(Pem.TryReadRequest(Encoding.ASCII.GetBytes(pem.Replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", StringComparison.Ordinal)), out _, out _));
    }

    [Fact]
    public void Mutated_requests_never_throw_and_stay_as_received() => Mutated.Run();

    [Fact]
    public void The_genuine_ones_are_read() => Assert.All(Mutated.Seeds, seed => Parsed([.. seed]));

    private static void Read(byte[] bytes)
    {
        bool reads = SigningRequest.TryParse(bytes, out SigningRequest? request, out Malformed? malformed);
        if (reads == request is null || reads == malformed is not null)
        {
            throw new InvalidOperationException("neither read nor refused");
        }

        request?.IsSignedByItsKey(BouncyEd25519.Instance);
        SpiffeId.TryReadFrom(request?.Extensions ?? [], out _, out _);
    }

    private static SigningRequest Parsed(byte[] der)
    {
        Assert.True(SigningRequest.TryParse(der, out SigningRequest? request, out Malformed? malformed), malformed?.ToString());
        return request;
    }

    private static byte[] Named(Request request)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri("spiffe://a/b"));
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSigningRequest();
    }

    // As daprd writes it: no subject, no names.
    private static byte[] Ed25519()
    {
        byte[] signed = DerParts.Tlv(0x30, DerParts.Hex("020100"), DerParts.Hex("3000"), Ed25519Spki.Of(BouncyEd25519.Key.GeneratePublicKey().GetEncoded()), DerParts.Hex("A000"));
        return DerParts.Tlv(0x30, signed, DerParts.Hex("300506032B6570"), DerParts.Tlv(0x03, [0], BouncyEd25519.Sign(signed)));
    }

    private static byte[] Joined(params byte[][] parts)
    {
        byte[] signed = DerParts.Tlv(0x30, parts[0], parts[1], P256.ExportSubjectPublicKeyInfo(), parts[2]);
        return DerParts.Tlv(0x30, signed, DerParts.Hex("300506032B6570"), DerParts.Tlv(0x03, [0], new byte[64]));
    }
}
