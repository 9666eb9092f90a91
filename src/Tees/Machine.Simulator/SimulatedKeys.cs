// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;

namespace Attestation.Machine.Simulator;

/// <summary>Where a simulated machine's keys come from: chance, or a seed that gives the same elliptic-curve keys each time.</summary>
/// <param name="seed">Any text; null for keys that nobody can make again.</param>
/// <remarks>
/// Private scalars are SHA-512(seed, label, counter) cut to the curve's size. RSA keys and every signature stay random. Not secret.
/// </remarks>
public sealed class SimulatedKeys(string? seed)
{
    /// <summary>The key of that label; called twice, equal keys with a seed and different ones without.</summary>
    /// <param name="kind">What kind of key.</param>
    /// <param name="label">What the key is for, for example <c>intel/root</c>.</param>
    public SimulatedKey Create(KeyKind kind, string label) => kind switch
    {
        KeyKind.EcdsaP256 => new(kind, Elliptic(ECCurve.NamedCurves.nistP256, 32, label)),
        KeyKind.EcdsaP384 => new(kind, Elliptic(ECCurve.NamedCurves.nistP384, 48, label)),
        KeyKind.RsaPss4096 => new(kind, RSA.Create(4096)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "want a kind of key that vendors use"),
    };

    /// <summary>Bytes of that label: the same each time with a seed, fresh ones without.</summary>
    /// <param name="length">At most 64.</param>
    /// <param name="label">What the bytes are for.</param>
    public byte[] Bytes(int length, string label) =>
        seed is null ? RandomNumberGenerator.GetBytes(length) : Derive(label, 0)[..length];

    private ECDsa Elliptic(ECCurve curve, int scalarBytes, string label)
    {
        if (seed is null)
        {
            return ECDsa.Create(curve);
        }

        for (int counter = 0; ; counter++)
        {
            if (TryImport(curve, Derive(label, counter)[..scalarBytes]) is { } key)
            {
                return key;
            }
        }
    }

    // A scalar of zero or not below the order is refused by the import: one in 2^32 on P-256, hence the counter.
    private static ECDsa? TryImport(ECCurve curve, byte[] scalar)
    {
        try
        {
            return ECDsa.Create(new ECParameters { Curve = curve, D = scalar });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[] Derive(string label, int counter) =>
        SHA512.HashData(Encoding.UTF8.GetBytes($"{seed}\n{label}\n{counter}"));
}
