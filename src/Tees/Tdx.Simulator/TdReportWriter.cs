// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Layout = Attestation.Tdx.Wire.TdReportStructLayout;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes TDREPORT_STRUCTs: what a TDX module gives its TD, with both inner hashes; the MAC is random, for nobody but the machine checks it.</summary>
internal static class TdReportWriter
{
    private const ulong Tdx = 0x81;
    private const ulong ValidIn15 = 0x301ff;

    /// <param name="body">The TD report of TDX 1.5 as a quote carries it, 648 bytes.</param>
    /// <param name="cpuSvn">CPUSVN, 16 bytes.</param>
    public static byte[] Write(ReadOnlySpan<byte> body, ReadOnlySpan<byte> cpuSvn)
    {
        byte[] report = new byte[Layout.Size];
        report.Put(Layout.ReportType, Tdx);
        report.Put(Layout.CpuSvn, cpuSvn);
        report.Put(Layout.ReportData, body.Bytes(TdReport10Layout.ReportData));
        report.Put(Layout.Mac, RandomNumberGenerator.GetBytes(Layout.Mac.Length));
        PutModule(report, body);
        PutTd(report, body);
        report.Put(Layout.TeeTcbInfoHash, SHA384.HashData(((ReadOnlySpan<byte>)report).Bytes(Layout.TeeTcbInfo)));
        report.Put(Layout.TeeInfoHash, SHA384.HashData(((ReadOnlySpan<byte>)report).Bytes(Layout.TdInfo)));
        return report;
    }

    private static void PutModule(byte[] report, ReadOnlySpan<byte> body)
    {
        report.Put(Layout.Valid, ValidIn15);
        report.Put(Layout.TeeTcbSvn, body.Bytes(TdReport10Layout.TeeTcbSvn));
        report.Put(Layout.MrSeam, body.Bytes(TdReport10Layout.MrSeam));
        report.Put(Layout.MrSignerSeam, body.Bytes(TdReport10Layout.MrSignerSeam));
        report.Put(Layout.SeamAttributes, body.Bytes(TdReport10Layout.SeamAttributes));
        report.Put(Layout.TeeTcbSvn2, body.Bytes(TdReport15Layout.TeeTcbSvn2));
    }

    private static void PutTd(byte[] report, ReadOnlySpan<byte> body)
    {
        report.Put(Layout.Attributes, body.Bytes(TdReport10Layout.TdAttributes));
        report.Put(Layout.Xfam, body.Bytes(TdReport10Layout.Xfam));
        report.Put(Layout.MrTd, body.Bytes(TdReport10Layout.MrTd));
        report.Put(Layout.MrConfigId, body.Bytes(TdReport10Layout.MrConfigId));
        report.Put(Layout.MrOwner, body.Bytes(TdReport10Layout.MrOwner));
        report.Put(Layout.MrOwnerConfig, body.Bytes(TdReport10Layout.MrOwnerConfig));
        report.Put(Layout.Rtmr0, body.Bytes(TdReport10Layout.Rtmr0));
        report.Put(Layout.Rtmr1, body.Bytes(TdReport10Layout.Rtmr1));
        report.Put(Layout.Rtmr2, body.Bytes(TdReport10Layout.Rtmr2));
        report.Put(Layout.Rtmr3, body.Bytes(TdReport10Layout.Rtmr3));
        report.Put(Layout.ServTdHash, body.Bytes(TdReport15Layout.MrServiceTd));
    }
}
