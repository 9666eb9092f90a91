// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>Decodes a quote to be shown: front to back, so that each byte of it belongs to exactly one field.</summary>
internal sealed class QuoteFields
{
    private readonly Quote quote;
    private readonly ImmutableArray<DecodedField>.Builder fields = ImmutableArray.CreateBuilder<DecodedField>();
    private int end;

    private QuoteFields(Quote quote) => this.quote = quote;

    /// <summary>All fields of the quote in their order; those of the QE report are named "qeReport.NAME".</summary>
    public static ImmutableArray<DecodedField> Of(Quote quote)
    {
        QuoteFields decoded = new(quote);
        decoded.AddAll("", QuoteHeaderLayout.All);
        if (quote.Version == 5)
        {
            decoded.AddAll("", BodyDescriptorLayout.All);
        }

        decoded.AddAll("", quote.Body.Layout);
        decoded.Add("signatureDataLength", SignatureDataLayout.LengthSize, isNumber: true);
        decoded.AddSignatureData();
        return decoded.fields.ToImmutable();
    }

    private void AddSignatureData()
    {
        foreach (Field field in SignatureDataLayout.All)
        {
            if (field == SignatureDataLayout.QeReport)
            {
                AddAll("qeReport.", EnclaveReportLayout.All);
            }
            else
            {
                Add(field.CamelName, field.Length, Numbers.Contains(field));
            }
        }

        Add("qeAuthenticationData", quote.QeAuthenticationData.Length, isNumber: false);
        AddAll("inner.", CertificationDataLayout.All);
        AddText("inner.certificationData", quote.CertificationBytes.Length);
    }

    private void AddAll(string prefix, ImmutableArray<Field> layout)
    {
        foreach (Field field in layout)
        {
            Add(prefix + field.CamelName, field.Length, Numbers.Contains(field));
        }
    }

    private void Add(string name, int length, bool isNumber)
    {
        ReadOnlySpan<byte> bytes = quote.Raw.Span.Slice(end, length);
        Field whole = new(name, 0, length);
        uint number = isNumber ? (length == 2 ? bytes.U16(whole) : bytes.U32(whole)) : 0;
        Append(name, length, isNumber ? number.ToString(CultureInfo.InvariantCulture) : Hex.Of(bytes));
    }

    /// <summary>PEM as it is, but for its final NUL; hex where hostile bytes would reach a terminal.</summary>
    private void AddText(string name, int length)
    {
        ReadOnlySpan<byte> bytes = quote.Raw.Span.Slice(end, length);
        ReadOnlySpan<byte> text = bytes is [.. var head, 0] ? head : bytes;
        Append(name, length, text.ContainsAnyExcept(Printable) ? Hex.Of(bytes) : Encoding.ASCII.GetString(text));
    }

    private void Append(string name, int length, string value)
    {
        fields.Add(new(name, value, end, length, NoteOn(name)));
        end += length;
    }

    private string? NoteOn(string name) => name switch
    {
        "attestationKeyType" => "ECDSA-256 with P-256",
        "teeType" => "TDX",
        "qeVendorId" => "Intel",
        "bodyType" => quote.Body.Type.ToString(),
        "teeTcbSvn" => Svn(quote.Body.TeeTcbSvn),
        "teeTcbSvn2" => Svn(quote.Body.TeeTcbSvn2.GetValueOrDefault().Span),
        "tdAttributes" => quote.Body.TdAttributes.ToString(),
        "xfam" => quote.Body.Xfam.ToString(),
        "certificationDataType" => "QE report certification data",
        "inner.certificationDataType" when quote.CertificationType == CertificationData.PckChain => "PCK chain",
        _ => null,
    };

    private static string Svn(ReadOnlySpan<byte> svn) => $"TDX module {svn[1]}, its SVN {svn[0]}; late microcode SVN {svn[2]}";

    private static readonly SearchValues<byte> Printable =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character), (byte)'\r', (byte)'\n']);

    private static readonly ImmutableArray<Field> Numbers =
    [
        QuoteHeaderLayout.Version, QuoteHeaderLayout.AttestationKeyType, BodyDescriptorLayout.BodyType, BodyDescriptorLayout.BodySize,
        SignatureDataLayout.CertificationDataType, SignatureDataLayout.CertificationDataSize,
        SignatureDataLayout.QeAuthenticationDataLength, EnclaveReportLayout.IsvProdId, EnclaveReportLayout.IsvSvn,
        CertificationDataLayout.CertificationDataType, CertificationDataLayout.CertificationDataSize,
    ];
}
