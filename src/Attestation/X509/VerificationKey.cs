// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A public key that checks signatures: P-256, P-384 or RSA of 2048 to 4096 bits.</summary>
/// <remarks>
/// Importing costs as much as verifying and more: keep the object. Verification only reads the imported key, so one object
/// serves any number of threads at once; not after <see cref="Dispose"/>.
/// </remarks>
public abstract class VerificationKey : IDisposable
{
    private protected VerificationKey(ReadOnlyMemory<byte> subjectPublicKeyInfo) => SubjectPublicKeyInfo = subjectPublicKeyInfo;

    /// <summary>DER of the SubjectPublicKeyInfo; a copy of what was imported.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Imports the key of a certificate.</summary>
    /// <param name="spki">DER of the SubjectPublicKeyInfo; EC points uncompressed.</param>
    /// <param name="key">The key, or null on failure.</param>
    /// <param name="malformed">Why this is no such key: another algorithm or size, a point off the curve, a zero coordinate.</param>
    public static bool TryImport(
        ReadOnlyMemory<byte> spki,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        EllipticCurve? curve = EllipticCurve.Of(spki.Span);
        key = curve is null ? RsaKey.Import(spki, out malformed) : EcdsaKey.Import(curve, spki.Span, out malformed);
        malformed ??= key is null ? new Malformed(Structure, "key", "not imported") : null;
        return key is not null && malformed is null;
    }

    /// <summary>Imports a P-256 public key as Intel's quotes and enclave reports carry it.</summary>
    /// <param name="point">64 bytes, x then y, big-endian.</param>
    /// <param name="key">The key, or null on failure.</param>
    /// <param name="malformed">Wrong length, a zero coordinate, or a point off the curve.</param>
    public static bool TryImportP256Point(
        ReadOnlySpan<byte> point,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Malformed? malformed) =>
        TryImportPoint(EllipticCurve.P256, point, out key, out malformed);

    /// <summary>Imports a P-384 public key from its bare point.</summary>
    /// <param name="point">96 bytes, x then y, big-endian.</param>
    /// <param name="key">The key, or null on failure.</param>
    /// <param name="malformed">Wrong length, a zero coordinate, or a point off the curve.</param>
    public static bool TryImportP384Point(
        ReadOnlySpan<byte> point,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Malformed? malformed) =>
        TryImportPoint(EllipticCurve.P384, point, out key, out malformed);

    /// <summary>Checks a signature.</summary>
    /// <param name="scheme">How it was made; a scheme for another kind of key verifies nothing.</param>
    /// <param name="signedBytes">The message; hashed here.</param>
    /// <param name="signature">Received bytes; any length and content.</param>
    /// <returns>False for every signature that is not exactly right, r or s of zero or from the order on included.</returns>
    public abstract bool Verifies(SignatureScheme scheme, ReadOnlySpan<byte> signedBytes, ReadOnlySpan<byte> signature);

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Release();

    private static bool TryImportPoint(
        EllipticCurve curve,
        ReadOnlySpan<byte> point,
        [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        key = null;
        malformed = point.Length == 2 * curve.FieldLength
            ? null
            : new Malformed(Structure, "point", $"{point.Length} bytes, want {2 * curve.FieldLength}");
        if (malformed is null)
        {
            key = EcdsaKey.Import(curve, [.. curve.SpkiPrefix, .. point], out malformed);
            malformed ??= key is null ? new Malformed(Structure, "key", "not imported") : null;
        }

        return key is not null && malformed is null;
    }

    internal const string Structure = "SubjectPublicKeyInfo";
}
