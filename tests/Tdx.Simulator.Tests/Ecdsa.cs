// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>.NET's own ECDSA on P-256, away from the code under test.</summary>
internal static class Ecdsa
{
    public static bool Verifies(ReadOnlySpan<byte> point, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        try
        {
            using ECDsa key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = point[..32].ToArray(), Y = point[32..].ToArray() },
            });
            return key.VerifyData(signed, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
