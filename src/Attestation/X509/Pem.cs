// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>PEM in one form only (RFC 7468, section 3, "strict"), so that no byte of a chain can change unnoticed.</summary>
/// <remarks>
/// Blocks follow each other without anything between; lines end all in LF or all in CRLF; base64 lines have 64 characters but
/// the last; base64 re-encodes to itself. Behind the last END line at most one line end and one NUL.
/// </remarks>
public static class Pem
{
    /// <summary>Splits a certificate chain; the certificates are not parsed.</summary>
    /// <param name="text">ASCII; one or more CERTIFICATE blocks.</param>
    /// <param name="maxCertificates">Most blocks; one more is refused.</param>
    /// <param name="certificates">DER of each block in order; empty on failure.</param>
    /// <param name="malformed">The first thing that is wrong, or null on success.</param>
    public static bool TryReadCertificates(
        ReadOnlyMemory<byte> text,
        int maxCertificates,
        out ImmutableArray<ReadOnlyMemory<byte>> certificates,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        PemReader reader = new(text.Span, "-----BEGIN CERTIFICATE-----"u8, "-----END CERTIFICATE-----"u8);
        ImmutableArray<ReadOnlyMemory<byte>>.Builder blocks = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        do
        {
            if (blocks.Count >= maxCertificates)
            {
                reader.Fail($"bytes behind {maxCertificates} blocks, the most allowed");
            }

            blocks.Add(reader.Block());
        }
        while (!reader.AtEnd);

        malformed = reader.Fault;
        certificates = malformed is null ? blocks.DrainToImmutable() : [];
        return malformed is null;
    }

    /// <summary>Reads a text that is a single X509 CRL block.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="crl">DER of the CRL; empty on failure.</param>
    /// <param name="malformed">The first thing that is wrong, or null on success.</param>
    public static bool TryReadCrl(
        ReadOnlyMemory<byte> text, out ReadOnlyMemory<byte> crl, [NotNullWhen(false)] out Malformed? malformed) =>
        TryReadOnly(new(text.Span, "-----BEGIN X509 CRL-----"u8, "-----END X509 CRL-----"u8), out crl, out malformed);

    /// <summary>Reads a text that is a single CERTIFICATE REQUEST block.</summary>
    /// <param name="text">ASCII.</param>
    /// <param name="request">DER of the request; empty on failure.</param>
    /// <param name="malformed">The first thing that is wrong, or null on success.</param>
    public static bool TryReadRequest(
        ReadOnlyMemory<byte> text, out ReadOnlyMemory<byte> request, [NotNullWhen(false)] out Malformed? malformed) =>
        TryReadOnly(new(text.Span, "-----BEGIN CERTIFICATE REQUEST-----"u8, "-----END CERTIFICATE REQUEST-----"u8), out request, out malformed);

    private static bool TryReadOnly(PemReader reader, out ReadOnlyMemory<byte> block, [NotNullWhen(false)] out Malformed? malformed)
    {
        block = reader.Block();
        if (!reader.AtEnd)
        {
            reader.Fail("more than one block");
        }

        malformed = reader.Fault;
        return malformed is null;
    }
}
