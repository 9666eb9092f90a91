// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Attestation.Laws.Tees;

/// <summary>The span in which every dated thing of a set of documents is valid, read by other code than that under test.</summary>
/// <param name="LatestStart">The latest notBefore, issueDate or thisUpdate.</param>
/// <param name="EarliestEnd">The earliest notAfter or nextUpdate.</param>
internal sealed record Validities(DateTimeOffset LatestStart, DateTimeOffset EarliestEnd)
{
    /// <summary>
    /// Reads PEM certificates anywhere in a document, JSON documents with issueDate and nextUpdate, DER certificates and revocation lists.
    /// </summary>
    public static Validities Of(IEnumerable<ReadOnlyMemory<byte>> documents)
    {
        (DateTimeOffset Start, DateTimeOffset End)[] spans = [.. documents.SelectMany(Spans)];
        return new(spans.Max(span => span.Start), spans.Min(span => span.End));
    }

    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Spans(ReadOnlyMemory<byte> document) => document.Span[0] switch
    {
        (byte)'{' => [Json(document)],
        0x30 => [Der(document)],
        _ => Certificates(Encoding.Latin1.GetString(document.Span)),
    };

    private static (DateTimeOffset Start, DateTimeOffset End) Json(ReadOnlyMemory<byte> document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement signed = json.RootElement.EnumerateObject().Single(member => member.Value.ValueKind == JsonValueKind.Object).Value;
        return (signed.GetProperty("issueDate").GetDateTimeOffset(), signed.GetProperty("nextUpdate").GetDateTimeOffset());
    }

    // RFC 5280: the version of a certificate has a tag of its own (section 4.1), that of a list has none (section 5.1).
    private static (DateTimeOffset Start, DateTimeOffset End) Der(ReadOnlyMemory<byte> document)
    {
        AsnReader signed = new AsnReader(document, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        return signed.PeekTag().TagClass == TagClass.ContextSpecific ? Certificate(document) : Crl(signed);
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Certificate(ReadOnlyMemory<byte> document)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(document.Span);
        return (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
    }

    // Version, signature and issuer stand before thisUpdate.
    private static (DateTimeOffset Start, DateTimeOffset End) Crl(AsnReader signed)
    {
        signed.ReadInteger();
        signed.ReadSequence();
        signed.ReadSequence();
        return (signed.ReadUtcTime(), signed.ReadUtcTime());
    }

    private static List<(DateTimeOffset Start, DateTimeOffset End)> Certificates(string text)
    {
        // A quote has binary fields before its first certificate, which PemEncoding takes for something before a label.
        List<(DateTimeOffset, DateTimeOffset)> spans = [];
        ReadOnlySpan<char> rest = text.AsSpan(text.IndexOf("-----BEGIN", StringComparison.Ordinal));
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(rest[fields.Location]);
            spans.Add((certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime()));
            rest = rest[fields.Location.End..];
        }

        return spans;
    }
}
