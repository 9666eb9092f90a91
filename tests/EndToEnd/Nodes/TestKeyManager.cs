// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Nodes;

/// <summary>A key manager of the test's own: it announces when it is told to, and signs as it is told to.</summary>
internal sealed class TestKeyManager : IAsyncDisposable
{
    private readonly AgentConnection node;
    private readonly AsyncDuplexStreamingCall<HoldKeysRequest, HoldKeysResponse> call;

    public TestKeyManager(AgentConnection node)
    {
        this.node = node;
        call = node.HoldKeys();
    }

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ByteString Spki => ByteString.CopyFrom(Key.ExportSubjectPublicKeyInfo());

    public Task AnnounceAsync(params IEnumerable<ByteString> keys) => call.RequestStream.WriteAsync(new() { Announce = new() { Spki = { keys } } });

    /// <summary>Waits for a question.</summary>
    public async Task<KeySigning> AskedAsync()
    {
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        return call.ResponseStream.Current.Sign;
    }

    public Task AnswerAsync(KeySigning asked, ECDsa key) => call.RequestStream.WriteAsync(new()
    {
        Signature = new()
        {
            Spki = asked.Spki,
            Algorithm = "ecdsa-sha256",
            Value = ByteString.CopyFrom(key.SignHash(asked.Digest.Span, DSASignatureFormat.Rfc3279DerSequence)),
        },
    });

    /// <summary>Signs everything that it is asked.</summary>
    public async Task ServeAsync()
    {
        await AnnounceAsync(Spki);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            await AnswerAsync(call.ResponseStream.Current.Sign, Key);
        }
    }

    public ValueTask DisposeAsync()
    {
        call.Dispose();
        Key.Dispose();
        node.Dispose();
        return ValueTask.CompletedTask;
    }
}
