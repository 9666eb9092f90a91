// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SpirePlugin.Agent.KeyManager;
using Attestation.SpirePlugin.Protos.KeyManager;
using Google.Protobuf;
using Grpc.Core;
using Hash = Attestation.SpirePlugin.Protos.KeyManager.HashAlgorithm;

namespace Attestation.SpirePlugin.Tests.Agent.KeyManager;

/// <summary>What SPIRE's suite of key managers expects (pkg/agent/plugin/keymanager/test), by behaviour.</summary>
public sealed class KeyManagerTests : IDisposable
{
    private static readonly byte[] Message = "DATA"u8.ToArray();

    private readonly KeyRing ring = new();
    private readonly KeyManagerService service;

    public KeyManagerTests() => service = new(ring, TimeProvider.System);

    public static TheoryData<KeyType, Hash> EcSchemes =>
        new(from type in new[] { KeyType.EcP256, KeyType.EcP384 } from hash in new[] { Hash.Sha256, Hash.Sha384, Hash.Sha512, Hash.Sha3256 } select (type, hash));

    public static TheoryData<KeyType, Hash, bool> RsaSchemes =>
        new(from type in new[] { KeyType.Rsa2048, KeyType.Rsa4096 } from hash in new[] { Hash.Sha256, Hash.Sha384, Hash.Sha512 } from pss in new[] { false, true } select (type, hash, pss));

    [Theory]
    [MemberData(nameof(EcSchemes))]
    public async Task Signature_of_an_EC_key_verifies_under_its_public_key(KeyType type, Hash hash)
    {
        Assert.SkipUnless(hash != Hash.Sha3256 || SHA3_256.IsSupported, "this libcrypto has no SHA-3");
        PublicKey made = await MakeAsync("id", type);
        SignDataResponse signed = await SignAsync(new() { KeyId = "id", Data = Digest(hash), HashAlgorithm = hash });
        using ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(made.PkixData.Span, out _);

        Assert.Equal(type == KeyType.EcP256 ? 256 : 384, key.KeySize);
        Assert.True(key.VerifyHash(Digest(hash).Span, signed.Signature.Span, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(made.Fingerprint, signed.KeyFingerprint);
    }

    [Theory]
    [MemberData(nameof(RsaSchemes))]
    public async Task Signature_of_an_RSA_key_verifies_under_its_public_key(KeyType type, Hash hash, bool pss)
    {
        PublicKey made = await MakeAsync("id", type);
        SignDataRequest request = pss
            ? new() { KeyId = "id", Data = Digest(hash), PssOptions = new() { SaltLength = -1, HashAlgorithm = hash } }
            : new() { KeyId = "id", Data = Digest(hash), HashAlgorithm = hash };
        SignDataResponse signed = await SignAsync(request);
        using RSA key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(made.PkixData.Span, out _);

        Assert.Equal(type == KeyType.Rsa2048 ? 2048 : 4096, key.KeySize);
        Assert.True(key.VerifyHash(Digest(hash).Span, signed.Signature.Span, Name(hash), pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
        Assert.Equal(made.Fingerprint, signed.KeyFingerprint);
    }

    [Fact]
    public async Task Explicit_salt_of_the_hashs_length_is_the_hashs_length()
    {
        await MakeAsync("id", KeyType.Rsa2048);
        SignDataResponse signed = await SignAsync(new() { KeyId = "id", Data = Digest(Hash.Sha256), PssOptions = new() { SaltLength = 32, HashAlgorithm = Hash.Sha256 } });

        Assert.Equal(256, signed.Signature.Length);
    }

    [Fact]
    public async Task Keys_are_listed_by_id_and_got_by_it()
    {
        Assert.Empty((await service.GetPublicKeys(new(), new FakeCall())).PublicKeys);
        PublicKey b = await MakeAsync("agent-svid-B", KeyType.EcP256);
        PublicKey a = await MakeAsync("agent-svid-A", KeyType.EcP256);

        Assert.Equal([a, b], (await service.GetPublicKeys(new(), new FakeCall())).PublicKeys);
        Assert.Equal(b, (await service.GetPublicKey(new() { KeyId = "agent-svid-B" }, new FakeCall())).PublicKey);
        Assert.Null((await service.GetPublicKey(new() { KeyId = "nope" }, new FakeCall())).PublicKey);
    }

    [Fact]
    public async Task Overwritten_key_has_another_fingerprint_and_the_new_one_signs()
    {
        PublicKey old = await MakeAsync("id", KeyType.EcP256);
        PublicKey made = await MakeAsync("id", KeyType.EcP256);
        SignDataResponse signed = await SignAsync(new() { KeyId = "id", Data = Digest(Hash.Sha256), HashAlgorithm = Hash.Sha256 });

        Assert.NotEqual(old.Fingerprint, made.Fingerprint);
        Assert.Equal(made.Fingerprint, signed.KeyFingerprint);
        Assert.Single(ring.All);
    }

    [Fact]
    public async Task Key_that_is_overwritten_while_it_signs_never_fails_the_call()
    {
        await MakeAsync("id", KeyType.EcP256);
        Task[] calls =
        [
            .. Enumerable.Range(0, 200).Select(_ => SignAsync(new() { KeyId = "id", Data = Digest(Hash.Sha256), HashAlgorithm = Hash.Sha256 })),
            .. Enumerable.Range(0, 100).Select(_ => MakeAsync("id", KeyType.EcP256)),
        ];

        await Task.WhenAll(calls);
        Assert.Single(ring.Keys.Current.Value);
    }

    [Theory]
    [InlineData("", KeyType.EcP256, "key id is required")]
    [InlineData("id", KeyType.UnspecifiedKeyType, "key type is required")]
    [InlineData("id", (KeyType)9, "unable to generate key \"id\" for unknown key type \"9\"")]
    public async Task Key_that_cannot_be_made_is_refused_in_SPIREs_words(string id, KeyType type, string text) =>
        await RefusedAsync(StatusCode.InvalidArgument, text, () => MakeAsync(id, type));

    [Fact]
    public async Task Key_without_an_id_is_not_looked_for() =>
        await RefusedAsync(StatusCode.InvalidArgument, "key id is required", () => service.GetPublicKey(new(), new FakeCall()));

    public static TheoryData<StatusCode, string, SignDataRequest> Refusals => new()
    {
        { StatusCode.InvalidArgument, "key id is required", new() { Data = Digest(Hash.Sha256), HashAlgorithm = Hash.Sha256 } },
        { StatusCode.InvalidArgument, "signer opts is required", new() { KeyId = "id", Data = Digest(Hash.Sha256) } },
        { StatusCode.InvalidArgument, "hash algorithm is required", new() { KeyId = "id", HashAlgorithm = Hash.UnspecifiedHashAlgorithm } },
        { StatusCode.InvalidArgument, "hash algorithm in PSS options is required", new() { KeyId = "id", PssOptions = new() { SaltLength = -1 } } },
        { StatusCode.NotFound, "no such key \"nope\"", new() { KeyId = "nope", Data = Digest(Hash.Sha256), HashAlgorithm = Hash.Sha256 } },
        { StatusCode.InvalidArgument, "hash algorithm SHA224 is not supported", new() { KeyId = "id", HashAlgorithm = Hash.Sha224 } },
        { StatusCode.InvalidArgument, "hash algorithm SHA3_224 is not supported", new() { KeyId = "id", HashAlgorithm = Hash.Sha3224 } },
        { StatusCode.InvalidArgument, "hash algorithm SHA512_224 is not supported", new() { KeyId = "id", HashAlgorithm = Hash.Sha512224 } },
        { StatusCode.InvalidArgument, "hash algorithm SHA512_256 is not supported", new() { KeyId = "id", HashAlgorithm = Hash.Sha512256 } },
        { StatusCode.InvalidArgument, "hash algorithm 99 is not supported", new() { KeyId = "id", HashAlgorithm = (Hash)99 } },
        { StatusCode.InvalidArgument, "data is 3 bytes, a SHA256 digest has 32", new() { KeyId = "id", Data = ByteString.CopyFrom(1, 2, 3), HashAlgorithm = Hash.Sha256 } },
        { StatusCode.InvalidArgument, "PSS options are for RSA keys", new() { KeyId = "id", Data = Digest(Hash.Sha256), PssOptions = new() { SaltLength = -1, HashAlgorithm = Hash.Sha256 } } },
        { StatusCode.InvalidArgument, "PSS salt length auto is not supported, want the hash's length (-1)", new() { KeyId = "id", PssOptions = new() { HashAlgorithm = Hash.Sha256 } } },
        { StatusCode.InvalidArgument, "PSS salt length 7 is not supported, want the hash's length (-1)", new() { KeyId = "id", PssOptions = new() { SaltLength = 7, HashAlgorithm = Hash.Sha256 } } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Signature_that_cannot_be_made_is_refused_in_SPIREs_words(StatusCode code, string text, SignDataRequest request)
    {
        await MakeAsync("id", KeyType.EcP256);

        await RefusedAsync(code, text, () => SignAsync(request));
    }

    public void Dispose() => ring.Dispose();

    private async Task<PublicKey> MakeAsync(string id, KeyType type)
    {
        PublicKey made = (await service.GenerateKey(new() { KeyId = id, KeyType = type }, new FakeCall())).PublicKey;
        Assert.Equal((id, type), (made.Id, made.Type));
        return made;
    }

    private Task<SignDataResponse> SignAsync(SignDataRequest request) => service.SignData(request, new FakeCall());

    private static async Task RefusedAsync(StatusCode code, string text, Func<Task> call)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((code, text), (refused.StatusCode, refused.Status.Detail));
    }

    private static ByteString Digest(Hash hash) => ByteString.CopyFrom(hash switch
    {
        Hash.Sha256 => SHA256.HashData(Message),
        Hash.Sha384 => SHA384.HashData(Message),
        Hash.Sha512 => SHA512.HashData(Message),
        _ => SHA3_256.HashData(Message),
    });

    private static HashAlgorithmName Name(Hash hash) => hash switch
    {
        Hash.Sha256 => HashAlgorithmName.SHA256,
        Hash.Sha384 => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
