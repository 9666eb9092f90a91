// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using Attestation.TransparencyLog;

namespace Attestation.Cli.Tests.Agents;

/// <summary>Somebody with a key of his own.</summary>
internal sealed class OtherSigner : INoteSigner, IDisposable
{
    private readonly Ed25519SigningKey key = Ed25519SigningKey.Generate();

    public ReadOnlyMemory<byte> PublicKey => key.PublicKey;

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => key.Sign(message, signature);

    public void Dispose() => key.Dispose();
}
