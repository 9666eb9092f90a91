// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.X509;

namespace Attestation.Native.LibCrypto;

/// <summary>P-256 and P-384 by libcrypto's own interface. A key is made in one step where the base class library takes two detours.</summary>
/// <remarks>
/// The framework multiplies each imported point by the curve's order, twice, and hands libcrypto a key of the old form, which it copies
/// into the new one at the first use. The curves have cofactor 1: a point on the curve is in the group, and that it lies there is
/// tested here as well. Thread-safe.
/// </remarks>
public sealed class LibCryptoKeys : IEllipticKeys
{
    private LibCryptoKeys()
    {
    }

    /// <summary>An implementation, or null where no libcrypto of OpenSSL 3 can be loaded.</summary>
    public static LibCryptoKeys? Load() => NativeLibrary.TryLoad(Evp.Library, out _) ? new() : null;

    /// <summary>Makes this process verify by libcrypto where there is one; without, the base class library's keys stay in use.</summary>
    public static void UseWhereInstalled()
    {
        if (Load() is { } keys)
        {
            EllipticKeys.Use(keys);
        }
    }

    /// <inheritdoc/>
    public IEllipticKey? Import(EllipticCurve curve, ReadOnlySpan<byte> point)
    {
        EvpKey? key = Import(curve == EllipticCurve.P384 ? "P-384\0"u8 : "P-256\0"u8, point);
        return key is null ? null : new Key(key);
    }

    private static unsafe EvpKey? Import(ReadOnlySpan<byte> curve, ReadOnlySpan<byte> point)
    {
        fixed (byte* algorithm = "EC\0"u8, groupName = "group\0"u8, group = curve, pointName = "pub\0"u8, bytes = point)
        {
            using EvpKeyContext context = Evp.NewKeyContext(0, algorithm, null);
            OsslParam* parameters = stackalloc OsslParam[3];
            parameters[0] = new() { Name = groupName, Type = OsslParam.Utf8, Data = group, Size = (nuint)curve.Length - 1 };
            parameters[1] = new() { Name = pointName, Type = OsslParam.Octets, Data = bytes, Size = (nuint)point.Length };
            parameters[2] = default;
            if (!context.IsInvalid && Evp.FromDataInit(context) == 1 && Evp.FromData(context, out EvpKey key, Evp.PublicKey, parameters) == 1 && !key.IsInvalid)
            {
                return key;
            }

            Evp.ClearErrors();
            return null;
        }
    }

    private sealed class Key(EvpKey key) : IEllipticKey
    {
        public unsafe bool Verifies(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
        {
            using EvpKeyContext context = Evp.NewKeyContext(key, 0);
            fixed (byte* signed = signature, hashed = digest)
            {
                bool holds = !context.IsInvalid && Evp.VerifyDigestInit(context) == 1
                    && Evp.VerifyDigest(context, signed, (nuint)signature.Length, hashed, (nuint)digest.Length) == 1;
                if (!holds)
                {
                    Evp.ClearErrors();
                }

                return holds;
            }
        }

        public void Dispose() => key.Dispose();
    }
}
