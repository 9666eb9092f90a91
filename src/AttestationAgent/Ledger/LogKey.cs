// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>The Ed25519 key of one run: made in memory, never written.</summary>
internal sealed class LogKey : INoteSigner, IDisposable
{
    private readonly Ed25519SigningKey key = Ed25519SigningKey.Generate();

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => key.PublicKey;

    /// <inheritdoc/>
    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => key.Sign(message, signature);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
