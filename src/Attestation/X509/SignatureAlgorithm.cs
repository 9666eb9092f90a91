// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>What an AlgorithmIdentifier of a certificate or CRL means; known by its bytes, so every parameter is checked.</summary>
public static class SignatureAlgorithm
{
    /// <summary>Maps ecdsa-with-SHA256, ecdsa-with-SHA384 and RSASSA-PSS with SHA-384 and salt 48; all else is refused.</summary>
    /// <param name="identifier">DER of the AlgorithmIdentifier.</param>
    /// <param name="scheme">The scheme; <see cref="SignatureScheme.None"/> on failure.</param>
    /// <param name="malformed">The bytes that are not known, or null.</param>
    /// <remarks>
    /// RSASSA-PSS has two spellings: AMD's ARK, ASK and leaves before November 2024 write the default trailerField, which is
    /// not DER. It stands inside the signed bytes too, so accepting it makes no certificate malleable. The spelling of .NET's own
    /// generator (hash identifiers without NULL) is a third one, which AMD never wrote; it is refused.
    /// </remarks>
    public static bool TryRead(
        ReadOnlySpan<byte> identifier, out SignatureScheme scheme, [NotNullWhen(false)] out Malformed? malformed)
    {
        scheme = identifier.SequenceEqual(EcdsaWithSha256) ? SignatureScheme.EcdsaSha256Der
            : identifier.SequenceEqual(EcdsaWithSha384) ? SignatureScheme.EcdsaSha384Der
            : identifier.SequenceEqual(PssWithSha384) || identifier.SequenceEqual(PssWithSha384AndTrailer) ? SignatureScheme.RsaPssSha384
            : SignatureScheme.None;
        malformed = scheme == SignatureScheme.None
            ? new Malformed("AlgorithmIdentifier", "algorithm", $"{Hex.Of(identifier)}, want {Known}")
            : null;
        return malformed is null;
    }

    private const string Known = "ecdsa-with-SHA256, ecdsa-with-SHA384 or RSASSA-PSS with SHA-384 and salt 48";

    /// <summary>1.2.840.10045.4.3.2, RFC 5758, section 3.2: parameters absent.</summary>
    private static ReadOnlySpan<byte> EcdsaWithSha256 => [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];

    /// <summary>1.2.840.10045.4.3.3.</summary>
    private static ReadOnlySpan<byte> EcdsaWithSha384 => [0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03];

    /// <summary>1.2.840.113549.1.1.10, RFC 4055, section 3.1, with SHA-384 twice and salt 48.</summary>
    private static ReadOnlySpan<byte> PssWithSha384 =>
    [
        0x30, 0x41, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A, 0x30, 0x34,
        0xA0, 0x0F, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
        0xA1, 0x1C, 0x30, 0x1A, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08,
        0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
        0xA2, 0x03, 0x02, 0x01, 0x30,
    ];

    /// <summary>The same with trailerField 1, which is the default.</summary>
    private static ReadOnlySpan<byte> PssWithSha384AndTrailer =>
    [
        0x30, 0x46, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A, 0x30, 0x39,
        0xA0, 0x0F, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
        0xA1, 0x1C, 0x30, 0x1A, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08,
        0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
        0xA2, 0x03, 0x02, 0x01, 0x30, 0xA3, 0x03, 0x02, 0x01, 0x01,
    ];
}
