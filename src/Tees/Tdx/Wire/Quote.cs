// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>A TDX quote of version 4 or 5, well-formed and not verified.</summary>
/// <remarks>
/// Immutable. <see cref="Raw"/> is exactly what the quote declares as its own; the zero bytes that providers append to fill their
/// buffers are no part of it. Each fault names the rule it breaks.
/// </remarks>
public sealed class Quote : IWire<Quote>
{
    private const string Structure = "TDX quote";

    // Genuine quotes carry 4,300 bytes; a chain of PEM and authentication data of any length known fit many times.
    private const int MaxSignatureData = 256 << 10;

    private Quote(ReadOnlyMemory<byte> raw, QuoteHeader header, QuoteEnvelope envelope, SignatureData signatureData, int tailLength)
    {
        Raw = raw;
        Header = header;
        SignedBytes = raw[..envelope.BodyEnd];
        Body = TdBody.Of(envelope.BodyType, SignedBytes[envelope.BodyOffset..]);
        SignatureData = signatureData;
        TailLength = tailLength;
    }

    /// <summary>The declared range of the received bytes.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>How many zero bytes followed the declared range.</summary>
    public int TailLength { get; }

    /// <summary>The header.</summary>
    public QuoteHeader Header { get; }

    /// <summary>The TD report, whichever type.</summary>
    public TdBody Body { get; }

    /// <summary>The signature section.</summary>
    public SignatureData SignatureData { get; }

    /// <summary>What the quote's signature covers: header, body descriptor where there is one, and body.</summary>
    public ReadOnlyMemory<byte> SignedBytes { get; }

    /// <summary>4 or 5.</summary>
    public int Version => Header.Version;

    /// <inheritdoc cref="SignatureData.QuoteSignature"/>
    public ReadOnlySpan<byte> QuoteSignature => SignatureData.QuoteSignature;

    /// <inheritdoc cref="SignatureData.AttestationKey"/>
    public ReadOnlySpan<byte> AttestationKey => SignatureData.AttestationKey;

    /// <inheritdoc cref="SignatureData.QeReport"/>
    public EnclaveReport QeReport => SignatureData.QeReport;

    /// <inheritdoc cref="SignatureData.QeReportSignature"/>
    public ReadOnlySpan<byte> QeReportSignature => SignatureData.QeReportSignature;

    /// <inheritdoc cref="SignatureData.QeAuthenticationData"/>
    public ReadOnlyMemory<byte> QeAuthenticationData => SignatureData.QeAuthenticationData;

    /// <summary>Type of the inner certification data, 1 to 5; only <see cref="CertificationData.PckChain"/> verifies offline.</summary>
    public ushort CertificationType => SignatureData.CertificationData.Type;

    /// <summary>The inner certification data: for type 5 the PCK chain as PEM text, usually with one NUL behind it.</summary>
    public ReadOnlyMemory<byte> CertificationBytes => SignatureData.CertificationData.Bytes;

    /// <summary>Reads a quote from the front of what a provider returned.</summary>
    /// <inheritdoc cref="IWire{TSelf}.TryParse"/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Quote? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        if (!TryReadHeader(bytes, out QuoteHeader? header, out malformed)
            || (malformed = QuoteEnvelope.FaultOf(bytes.Span, header.Version, out QuoteEnvelope envelope)) is not null
            || (malformed = MeasureFaultOf(bytes.Span, envelope, out int length)) is not null
            || !SignatureData.TryParse(bytes[SignatureStart(envelope)..length], out SignatureData? signatureData, out malformed)
            || (malformed = TailFaultOf(bytes.Span, length)) is not null)
        {
            return false;
        }

        parsed = new(bytes[..length], header, envelope, signatureData, bytes.Length - length);
        return true;
    }

    /// <summary>Every field in order, to be shown without trust; the fields tile <see cref="Raw"/>.</summary>
    public ImmutableArray<DecodedField> Describe() => QuoteFields.Of(this);

    private static bool TryReadHeader(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out QuoteHeader? header,
        [NotNullWhen(false)] out Malformed? malformed) =>
        QuoteHeader.TryParse(bytes[..Math.Min(bytes.Length, QuoteHeaderLayout.Size)], out header, out malformed);

    private static int SignatureStart(QuoteEnvelope envelope) => envelope.BodyEnd + SignatureDataLayout.LengthSize;

    private static Malformed? MeasureFaultOf(ReadOnlySpan<byte> bytes, QuoteEnvelope envelope, out int length)
    {
        int start = SignatureStart(envelope);
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(bytes[envelope.BodyEnd..]);
        int most = Math.Min(bytes.Length - start, MaxSignatureData);
        bool fits = declared <= (uint)most;
        length = fits ? start + (int)declared : 0;
        return fits ? null : Fault(TdxRules.FmtStructure, "signature data length", $"got {declared}, want at most {most}");
    }

    private static Malformed? TailFaultOf(ReadOnlySpan<byte> bytes, int length)
    {
        int nonZero = bytes[length..].IndexOfAnyExcept((byte)0);
        int tail = bytes.Length - length;
        return nonZero < 0 ? null
            : Fault(TdxRules.FmtTail, "tail", $"got {tail} bytes behind a quote of {length}, byte {nonZero} not zero, want none or zeros");
    }

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };
}
