// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Statements;
using Attestation.TestKit;
using Attestation.X509;

namespace Attestation.Tests.Statements;

public sealed class PossessionTests
{
    private static readonly ECDsa P256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa Boot = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA Rsa = RSA.Create(2048);

    public static TheoryData<string> Algorithms => ["ecdsa-sha256", "rsa-pkcs1-sha256", "ed25519"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    [Rule("STM-10", Outcome.Pass)]
    public void A_key_that_signed_passes(string algorithm) => Assert.Equal(Outcome.Pass, Appraise(Signed(algorithm)));

    [Theory]
    [MemberData(nameof(Algorithms))]
    [Rule("STM-10", Outcome.Fail)]
    public void A_signature_over_another_nonce_fails(string algorithm) =>
        Assert.Equal(Outcome.Fail, Appraise(Signed(algorithm) with { ServerNonce = new byte[32] }));

    [Theory]
    [MemberData(nameof(Algorithms))]
    [Rule("STM-10", Outcome.Fail)]
    public void A_signature_for_another_trust_domain_fails(string algorithm) =>
        Assert.Equal(Outcome.Fail, Appraise(Signed(algorithm) with { TrustDomain = "other.example" }));

    [Theory]
    [MemberData(nameof(Algorithms))]
    [Rule("STM-10", Outcome.Fail)]
    public void A_signature_under_another_algorithms_name_fails(string algorithm)
    {
        NodeStatement signed = Signed(algorithm);
        string other = algorithm == "ed25519" ? "ecdsa-sha256" : "ed25519";

        Assert.Equal(Outcome.Fail, Appraise(signed with { Possession = signed.Possession with { Algorithm = other } }));
    }

    [Fact]
    [Rule("STM-10", Outcome.Fail)]
    public void A_key_that_is_not_the_subjects_fails()
    {
        NodeStatement signed = Signed("ecdsa-sha256");

        Assert.Equal(Outcome.Fail, Appraise(signed with { Possession = signed.Possession with { Spki = new byte[32] } }));
    }

    [Fact]
    [Rule("STM-10", Outcome.Fail)]
    public void A_boot_key_that_did_not_sign_fails()
    {
        NodeStatement signed = Signed("ecdsa-sha256");

        Assert.Equal(Outcome.Fail, Appraise(signed with { Instance = signed.Instance with { Signature = signed.Possession.Signature } }));
        Assert.Equal(Outcome.Fail, Appraise(signed with { Instance = signed.Instance with { Sha256 = new byte[32] } }));
    }

    [Fact]
    public void An_instance_without_a_key_needs_no_signature()
    {
        NodeStatement written = Signed("ed25519") with { Instance = new("run", new byte[32]) };

        Assert.True(StatementWriter.TryWrite(written, new byte[16], DateTimeOffset.UnixEpoch, out Statement? statement, out _));
        NodeStatement read = NodeStatement.Of(statement);
        Assert.Null(read.Instance.Key);
        Assert.Equal(Outcome.Pass, Appraise(read));
    }

    [Fact]
    public void The_example_whose_signature_is_not_genuine_fails() => Assert.Equal(Outcome.Fail, Appraise(NodeStatement.Of(Examples.Read(Examples.Node))));

    [Fact]
    public void An_ed25519_key_has_one_der_form()
    {
        byte[] spki = Ed25519Key();

        Assert.True(Ed25519Spki.TryRead(spki, out ReadOnlySpan<byte> raw));
        Assert.Equal(BouncyEd25519.Key.GeneratePublicKey().GetEncoded(), raw);
        Assert.False(Ed25519Spki.TryRead(spki.AsSpan(1), out _));
        Assert.False(Ed25519Spki.TryRead([.. spki, 0], out _));
        spki[11] = 1;
        Assert.False(Ed25519Spki.TryRead(spki, out _));
    }

    private static Outcome Appraise(NodeStatement node) =>
        StatementRuleTests.Recorded([PossessionMatch.Appraise(node, BouncyEd25519.Instance)])[0].Outcome;

    private static NodeStatement Signed(string algorithm)
    {
        NodeStatement node = NodeStatement.Of(Examples.Read(Examples.Node));
        byte[] signed = PossessionMatch.SignedBytes(node);
        (byte[] key, byte[] signature) = algorithm switch
        {
            "ecdsa-sha256" => (P256.ExportSubjectPublicKeyInfo(), Der(P256, signed)),
            "rsa-pkcs1-sha256" => (Rsa.ExportSubjectPublicKeyInfo(), Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            _ => (Ed25519Key(), BouncyEd25519.Sign(SHA256.HashData(signed))),
        };
        byte[] boot = Boot.ExportSubjectPublicKeyInfo();
        return node with
        {
            Possession = new(SHA256.HashData(key), key, algorithm, signature),
            Instance = new("boot", SHA256.HashData(boot)) { Key = boot, Signature = Der(Boot, signed) },
        };
    }

    private static byte[] Der(ECDsa key, byte[] signed) => key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private static byte[] Ed25519Key() => [.. Convert.FromHexString("302a300506032b6570032100"), .. BouncyEd25519.Key.GeneratePublicKey().GetEncoded()];
}
