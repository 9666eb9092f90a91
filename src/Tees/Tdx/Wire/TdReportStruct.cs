// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>TDREPORT_STRUCT, what a TDX module gives its TD: the request for a quote, authenticated by a MAC of this one machine.</summary>
/// <remarks>
/// Immutable. Intel's full name, so that nobody takes it for the TD report in a quote (<see cref="TdBody"/>). Its MAC is checked by no
/// remote verifier: what is here is only as good as what vouches for these bytes.
/// </remarks>
public sealed class TdReportStruct : IWire<TdReportStruct>
{
    private const string Structure = "TDREPORT";
    private const uint Tdx = 0x81;
    private const uint TdxWithServiceTdHash = 0x1_0081;

    private TdReportStruct(ReadOnlyMemory<byte> raw) => Raw = raw;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>What the TD asked the report to cover, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Raw.Span.Bytes(TdReportStructLayout.ReportData);

    /// <summary>SVNs at the TD's launch, 16 bytes.</summary>
    public ReadOnlySpan<byte> TeeTcbSvn => Raw.Span.Bytes(TdReportStructLayout.TeeTcbSvn);

    /// <summary>SHA-384 of the TDX module, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrSeam => Raw.Span.Bytes(TdReportStructLayout.MrSeam);

    /// <summary>SVNs of the TDX module that is loaded now, 16 bytes; zero from a TDX 1.0 module.</summary>
    public ReadOnlySpan<byte> TeeTcbSvn2 => Raw.Span.Bytes(TdReportStructLayout.TeeTcbSvn2);

    /// <summary>The TD's attributes.</summary>
    public TdAttributes Attributes => new(Raw.Span.U64(TdReportStructLayout.Attributes));

    /// <summary>The processor state the TD may use.</summary>
    public Xfam Xfam => new(Raw.Span.U64(TdReportStructLayout.Xfam));

    /// <summary>Measurement of the TD's initial contents, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrTd => Raw.Span.Bytes(TdReportStructLayout.MrTd);

    /// <summary>The host's configuration id, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrConfigId => Raw.Span.Bytes(TdReportStructLayout.MrConfigId);

    /// <summary>The host's owner id, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwner => Raw.Span.Bytes(TdReportStructLayout.MrOwner);

    /// <summary>The host's owner configuration, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwnerConfig => Raw.Span.Bytes(TdReportStructLayout.MrOwnerConfig);

    /// <summary>Measurement of the bound service TDs, 48 bytes; zero where none is bound.</summary>
    public ReadOnlySpan<byte> ServTdHash => Raw.Span.Bytes(TdReportStructLayout.ServTdHash);

    /// <summary>The report's claim about the TDX module is the one its MAC covers.</summary>
    public bool TeeTcbInfoHashMatches => Matches(TdReportStructLayout.TeeTcbInfoHash, TdReportStructLayout.TeeTcbInfo);

    /// <summary>The report's claim about the TD is the one its MAC covers.</summary>
    public bool TeeInfoHashMatches => Matches(TdReportStructLayout.TeeInfoHash, TdReportStructLayout.TdInfo);

    /// <summary>A run-time measurement register by its number.</summary>
    /// <param name="index">0 to 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public ReadOnlySpan<byte> Rtmr(int index) => Raw.Span.Bytes(index switch
    {
        0 => TdReportStructLayout.Rtmr0,
        1 => TdReportStructLayout.Rtmr1,
        2 => TdReportStructLayout.Rtmr2,
        3 => TdReportStructLayout.Rtmr3,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "a TD has RTMR 0 to 3"),
    });

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TdReportStruct? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        malformed = FaultOf(bytes.Span);
        parsed = malformed is null ? new(bytes) : null;
        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != TdReportStructLayout.Size)
        {
            return new(Structure, "length", $"got {bytes.Length} bytes, want {TdReportStructLayout.Size}");
        }

        ReadOnlySpan<byte> type = bytes.Bytes(TdReportStructLayout.ReportType);
        return bytes.U32(TdReportStructLayout.ReportType) is Tdx or TdxWithServiceTdHash ? null
            : new(Structure, "REPORTTYPE", $"got {Hex.Of(type)}, want 81000000 or 81000100");
    }

    private bool Matches(Field hash, Field covered) =>
        Raw.Span.Bytes(hash).SequenceEqual(SHA384.HashData(Raw.Span.Bytes(covered)));
}
