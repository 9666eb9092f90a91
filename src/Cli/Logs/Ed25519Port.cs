// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using Attestation.X509;

namespace Attestation.Cli.Logs;

/// <summary>libcrypto's Ed25519 behind the port that notes ask.</summary>
internal sealed class Ed25519Port : IEd25519
{
    private readonly Ed25519 libcrypto = new();

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        libcrypto.Verify(publicKey, message, signature);
}
