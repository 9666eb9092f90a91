// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Planning;

/// <summary>Turns a service's answer into Endorsements under their names. Pure; nothing in them is verified.</summary>
public static class EndorsementAnswer
{
    private const string Structure = "answer";
    private const int MaxHeaderChars = 32 << 10;
    private const byte DerSequence = 0x30;

    /// <summary>Reads an answer.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="body">The body, whole.</param>
    /// <param name="header">The value of a header, or null; names in any case.</param>
    /// <param name="retrievedAt">When the answer came.</param>
    /// <param name="source">Who gave it, for people.</param>
    /// <param name="pieces">The document, and its issuer chain where the request names one; empty on failure.</param>
    /// <param name="malformed">What is wrong, or null.</param>
    public static bool TryRead(
        EndorsementRequest request,
        ReadOnlyMemory<byte> body,
        Func<string, string?> header,
        DateTimeOffset retrievedAt,
        string source,
        out ImmutableArray<Endorsement> pieces,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        pieces = [];
        malformed = null;
        ReadOnlyMemory<byte> document = request.Form == EndorsementForm.Crl ? Crl(body, out malformed) : body;
        ReadOnlyMemory<byte>? chain = IssuerChain(request, header, ref malformed);
        if (document.IsEmpty)
        {
            malformed ??= new(Structure, "body", "is empty");
        }

        if (malformed is not null)
        {
            return false;
        }

        Endorsement Piece(string suffix, ReadOnlyMemory<byte> bytes) => new(request.Name, suffix, bytes) { RetrievedAt = retrievedAt, Source = source };
        Endorsement first = Piece(request.Suffix, document);
        pieces = chain is { } pem ? [first, Piece(EndorsementRequest.IssuerChainSuffix, pem)] : [first];
        return true;
    }

    // PCCS answers with the hex of the DER whatever it says in Content-Type; PCS with PEM unless asked for DER.
    private static ReadOnlyMemory<byte> Crl(ReadOnlyMemory<byte> body, out Malformed? malformed)
    {
        malformed = null;
        if (body.Span is [] or [DerSequence, ..])
        {
            return body;
        }

        if (body.Span.StartsWith("-----BEGIN"u8))
        {
            return Pem.TryReadCrl(body, out ReadOnlyMemory<byte> crl, out malformed) ? crl : default;
        }

        string text = Encoding.ASCII.GetString(body.Span.Trim(" \r\n"u8));
        if (Hex.TryRead(text, text.Length / 2, out byte[]? der))
        {
            return der;
        }

        malformed = new(Structure, "body", "is no CRL in DER, PEM or hex");
        return default;
    }

    private static ReadOnlyMemory<byte>? IssuerChain(EndorsementRequest request, Func<string, string?> header, ref Malformed? malformed)
    {
        if (request.IssuerChain is not null || request.IssuerChainHeaders.IsEmpty)
        {
            return request.IssuerChain;
        }

        string? value = request.IssuerChainHeaders.Select(header).FirstOrDefault(each => each is not null);
        if (value is null || value.Length > MaxHeaderChars)
        {
            malformed ??= new(
                Structure, request.IssuerChainHeaders[0], value is null ? "is absent" : $"is {value.Length} characters, at most {MaxHeaderChars} are read");
            return null;
        }

        // Percent-decoding only: "+" is a digit of base64 here, not a blank.
        return Encoding.UTF8.GetBytes(Uri.UnescapeDataString(value));
    }
}
