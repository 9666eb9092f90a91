// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Attestation.Native.Tests.LibCrypto;

/// <summary>A point of edwards25519 by the formulas of RFC 8032, section 5.1, in plain arithmetic: slow, plain, and nobody's library.</summary>
internal readonly record struct EdwardsPoint(BigInteger X, BigInteger Y)
{
    public static BigInteger P { get; } = BigInteger.Pow(2, 255) - 19;

    /// <summary>The order of the large subgroup.</summary>
    public static BigInteger L { get; } = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    public static BigInteger D { get; } = Mod(-121665 * Inverse(121666));

    public static EdwardsPoint Neutral { get; } = new(0, 1);

    public static EdwardsPoint Base { get; } = FromY(Mod(4 * Inverse(5)), oddX: false)!.Value;

    /// <summary>The eight points whose order divides eight.</summary>
    public static IEnumerable<EdwardsPoint> Torsion()
    {
        EdwardsPoint generator = OrderEight();
        EdwardsPoint point = Neutral;
        for (int i = 0; i < 8; i++)
        {
            yield return point;
            point += generator;
        }
    }

    /// <summary>A point of order 8: any point times L that has it.</summary>
    public static EdwardsPoint OrderEight()
    {
        for (BigInteger y = 2; ; y++)
        {
            if (FromY(y, oddX: false) is { } point && L * point is { } small && (BigInteger)4 * small != Neutral)
            {
                return small;
            }
        }
    }

    public static EdwardsPoint? FromY(BigInteger y, bool oddX)
    {
        BigInteger square = Mod(((y * y) - 1) * Inverse((D * y * y) + 1));
        BigInteger x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square)
        {
            x = Mod(x * BigInteger.ModPow(2, (P - 1) / 4, P));
        }

        return Mod(x * x) != square ? null : new(x.IsEven == oddX ? Mod(-x) : x, y);
    }

    public static EdwardsPoint operator +(EdwardsPoint a, EdwardsPoint b)
    {
        BigInteger product = Mod(D * a.X * b.X * a.Y * b.Y);
        return new(
            Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(1 + product)),
            Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(1 - product)));
    }

    public static EdwardsPoint operator *(BigInteger scalar, EdwardsPoint point)
    {
        EdwardsPoint sum = Neutral;
        for (; scalar > 0; scalar >>= 1, point += point)
        {
            sum = scalar.IsEven ? sum : sum + point;
        }

        return sum;
    }

    /// <summary>32 bytes: y little-endian, the last bit of x on top. <paramref name="plus"/> p makes another form of the same y.</summary>
    public byte[] Encode(int plus = 0) => Bytes(Y + (plus * P) + (X.IsEven ? 0 : BigInteger.Pow(2, 255)));

    public static byte[] Bytes(BigInteger number)
    {
        byte[] bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Mod(BigInteger number) => ((number % P) + P) % P;

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(Mod(number), P - 2, P);
}
