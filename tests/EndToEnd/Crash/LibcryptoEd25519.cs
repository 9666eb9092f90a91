// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using Attestation.X509;

namespace Attestation.EndToEnd.Crash;

/// <summary>The port over libcrypto.</summary>
internal sealed class LibcryptoEd25519 : IEd25519
{
    private readonly Ed25519 ed25519 = new();

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => ed25519.Verify(publicKey, message, signature);
}
