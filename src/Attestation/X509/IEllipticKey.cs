// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>One imported key. Any number of threads may use it at once; not after it is disposed.</summary>
public interface IEllipticKey : IDisposable
{
    /// <summary>True where the signature is over exactly this digest by this key.</summary>
    /// <param name="digest">Of the message: 32 bytes for P-256, 48 for P-384.</param>
    /// <param name="signature">DER of r and s, both from 1 to n - 1 (RFC 3279, section 2.2.3).</param>
    bool Verifies(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
