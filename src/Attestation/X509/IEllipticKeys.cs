// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>Imports points of P-256 and P-384 as keys that check signatures.</summary>
/// <remarks>
/// The one meaning: a point on the curve is a key, and a signature holds by FIPS 186-5, section 6.4.2. Form and range of points and
/// signatures are judged before. Thread-safe, pure.
/// </remarks>
public interface IEllipticKeys
{
    /// <summary>The key of a point, or null where it is not on the curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="point">04, x and y, big-endian: one byte and twice the field's length.</param>
    IEllipticKey? Import(EllipticCurve curve, ReadOnlySpan<byte> point);
}
