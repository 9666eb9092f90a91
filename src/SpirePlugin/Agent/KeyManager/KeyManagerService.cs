// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.KeyManager;
using Google.Protobuf;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.KeyManager.KeyManager;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>SPIRE's KeyManager over keys in memory. Nothing here waits for the attestation agent.</summary>
/// <param name="ring">The keys.</param>
/// <param name="clock">Measures the limits.</param>
internal sealed class KeyManagerService(KeyRing ring, TimeProvider clock) : Protocol.KeyManagerBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.agent.keymanager.v1.KeyManager";

    /// <summary>What a SPIRE agent's own keys, EC, may take to make, and any key to sign.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>What an RSA key may take to make: the search for primes has no upper bound; SPIRE gives up at 30 s.</summary>
    private static readonly TimeSpan RsaLimit = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public override async Task<GenerateKeyResponse> GenerateKey(GenerateKeyRequest request, ServerCallContext context)
    {
        RequireId(request.KeyId);
        if (request.KeyType == KeyType.UnspecifiedKeyType)
        {
            throw KeyManagerError.Invalid("key type is required");
        }

        TimeSpan limit = request.KeyType is KeyType.Rsa2048 or KeyType.Rsa4096 ? RsaLimit : Limit;
        HeldKey key = await WithinAsync(() => HeldKey.Make(request.KeyType), "making a key", limit, context).ConfigureAwait(false)
            ?? throw KeyManagerError.Invalid($"unable to generate key \"{request.KeyId}\" for unknown key type \"{(int)request.KeyType}\"");
        ring.Put(request.KeyId, key);
        return new() { PublicKey = PublicOf(request.KeyId, key) };
    }

    /// <summary>Answers empty for an absent key, as SPIRE's own key managers do.</summary>
    public override Task<GetPublicKeyResponse> GetPublicKey(GetPublicKeyRequest request, ServerCallContext context)
    {
        RequireId(request.KeyId);
        return Task.FromResult(new GetPublicKeyResponse { PublicKey = ring.TryGet(request.KeyId, out HeldKey? key) ? PublicOf(request.KeyId, key) : null });
    }

    /// <inheritdoc/>
    public override Task<GetPublicKeysResponse> GetPublicKeys(GetPublicKeysRequest request, ServerCallContext context) =>
        Task.FromResult(new GetPublicKeysResponse { PublicKeys = { ring.All.Select(each => PublicOf(each.Key, each.Value)) } });

    /// <inheritdoc/>
    public override async Task<SignDataResponse> SignData(SignDataRequest request, ServerCallContext context)
    {
        RequireId(request.KeyId);
        SignatureScheme scheme = SignatureScheme.Of(request);
        return await WithinAsync(() => Sign(request, scheme), "signing", Limit, context).ConfigureAwait(false);
    }

    // A key that is overwritten meanwhile signs no more: its successor does.
    private SignDataResponse Sign(SignDataRequest request, SignatureScheme scheme)
    {
        while (ring.TryGet(request.KeyId, out HeldKey? key))
        {
            scheme.Require(key, request.Data.Span);
            if (key.Sign(request.Data.Span, scheme) is { } signature)
            {
                return new() { Signature = UnsafeByteOperations.UnsafeWrap(signature), KeyFingerprint = key.Fingerprint };
            }
        }

        throw KeyManagerError.NoKey(request.KeyId);
    }

    private async Task<T> WithinAsync<T>(Func<T> work, string what, TimeSpan limit, ServerCallContext context)
    {
        try
        {
            return await Task.Run(work, context.CancellationToken).WaitAsync(limit, clock, context.CancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw KeyManagerError.Late(what, limit);
        }
    }

    private static void RequireId(string id)
    {
        if (id.Length == 0)
        {
            throw KeyManagerError.Invalid("key id is required");
        }
    }

    private static PublicKey PublicOf(string id, HeldKey key) =>
        new() { Id = id, Type = key.Type, PkixData = UnsafeByteOperations.UnsafeWrap(key.Spki), Fingerprint = key.Fingerprint };
}
