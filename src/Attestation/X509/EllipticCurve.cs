// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Attestation.X509;

/// <summary>The two curves that TEEs sign with (NIST SP 800-186, section 3.2.1; SPKI as in RFC 5480).</summary>
public sealed class EllipticCurve
{
    /// <summary>P-256, with SHA-256.</summary>
    public static readonly EllipticCurve P256 = new()
    {
        Name = "P-256",
        FieldLength = 32,
        Curve = ECCurve.NamedCurves.nistP256,
        Hash = HashAlgorithmName.SHA256,
        Der = SignatureScheme.EcdsaSha256Der,
        Raw = SignatureScheme.EcdsaSha256Raw,
        SpkiPrefix = [.. Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004")],
        Order = [.. Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")],
    };

    /// <summary>P-384, with SHA-384.</summary>
    public static readonly EllipticCurve P384 = new()
    {
        Name = "P-384",
        FieldLength = 48,
        Curve = ECCurve.NamedCurves.nistP384,
        Hash = HashAlgorithmName.SHA384,
        Der = SignatureScheme.EcdsaSha384Der,
        Raw = SignatureScheme.EcdsaSha384Raw,
        SpkiPrefix = [.. Convert.FromHexString("3076301006072a8648ce3d020106052b8104002203620004")],
        Order = [.. Convert.FromHexString(
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973")],
    };

    private EllipticCurve()
    {
    }

    /// <summary>NIST's name, <c>P-256</c> or <c>P-384</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes of a coordinate, and of r and s.</summary>
    public required int FieldLength { get; init; }

    internal ECCurve Curve { get; init; }

    internal HashAlgorithmName Hash { get; init; }

    internal SignatureScheme Der { get; init; }

    internal SignatureScheme Raw { get; init; }

    /// <summary>Everything in the SubjectPublicKeyInfo before x, the 04 of the uncompressed point included.</summary>
    internal ImmutableArray<byte> SpkiPrefix { get; init; }

    /// <summary>n, big-endian; r and s lie below it.</summary>
    internal ImmutableArray<byte> Order { get; init; }

    /// <summary>The curve whose SubjectPublicKeyInfo this is by prefix and length, or null.</summary>
    internal static EllipticCurve? Of(ReadOnlySpan<byte> spki) => P256.Fits(spki) ? P256 : P384.Fits(spki) ? P384 : null;

    /// <summary>True for a number from 1 to n - 1.</summary>
    /// <param name="number">Big-endian, at most <see cref="FieldLength"/> bytes.</param>
    internal bool InRange(ReadOnlySpan<byte> number) =>
        number.ContainsAnyExcept((byte)0)
        && (number.Length < FieldLength || number.SequenceCompareTo(Order.AsSpan()) < 0);

    private bool Fits(ReadOnlySpan<byte> spki) =>
        spki.Length == SpkiPrefix.Length + (2 * FieldLength) && spki.StartsWith(SpkiPrefix.AsSpan());
}
