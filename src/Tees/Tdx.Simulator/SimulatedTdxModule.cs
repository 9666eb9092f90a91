// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Reports on TDs.</summary>
public sealed class SimulatedTdxModule(TdxModuleOptions options)
{
    /// <summary>The TD report as a quote carries it: 584, 648 or 885 bytes.</summary>
    /// <param name="td">The TD as it is now.</param>
    /// <param name="reportData">64 bytes.</param>
    /// <param name="type">Which report.</param>
    public byte[] Report(SimulatedTd td, ReadOnlySpan<byte> reportData, TdBodyType type)
    {
        byte[] body = new byte[SizeOf(type)];
        PutModule(body);
        PutTd(body, td);
        body.Put(TdReport10Layout.ReportData, reportData);
        if (type != TdBodyType.Td10)
        {
            body.Put(TdReport15Layout.TeeTcbSvn2, options.TeeTcbSvn2.Span);
            body.Put(TdReport15Layout.MrServiceTd, td.Options.MrServiceTd.Span);
        }

        if (type == TdBodyType.Td15Ex)
        {
            body.Put(TdReport15ExLayout.TdId, SHA256.HashData(td.Options.MrTd.Span));
            body.Put(TdReport15ExLayout.InitialTeeTcbSvn, options.TeeTcbSvn.Span);
        }

        return body;
    }

    private void PutModule(byte[] body)
    {
        body.Put(TdReport10Layout.TeeTcbSvn, options.TeeTcbSvn.Span);
        body.Put(TdReport10Layout.MrSeam, options.MrSeam.Span);
        body.Put(TdReport10Layout.MrSignerSeam, options.MrSignerSeam.Span);
        body.Put(TdReport10Layout.SeamAttributes, options.SeamAttributes);
    }

    private static void PutTd(byte[] body, SimulatedTd td)
    {
        body.Put(TdReport10Layout.TdAttributes, td.Options.Attributes);
        body.Put(TdReport10Layout.Xfam, td.Options.Xfam);
        body.Put(TdReport10Layout.MrTd, td.Options.MrTd.Span);
        body.Put(TdReport10Layout.MrConfigId, td.Options.MrConfigId.Span);
        body.Put(TdReport10Layout.MrOwner, td.Options.MrOwner.Span);
        body.Put(TdReport10Layout.MrOwnerConfig, td.Options.MrOwnerConfig.Span);
        body.Put(TdReport10Layout.Rtmr0, td.Rtmr(0));
        body.Put(TdReport10Layout.Rtmr1, td.Rtmr(1));
        body.Put(TdReport10Layout.Rtmr2, td.Rtmr(2));
        body.Put(TdReport10Layout.Rtmr3, td.Rtmr(3));
    }

    private static int SizeOf(TdBodyType type) => type switch
    {
        TdBodyType.Td10 => TdReport10Layout.Size,
        TdBodyType.Td15 => TdReport15Layout.Size,
        TdBodyType.Td15Ex => TdReport15ExLayout.Size,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "want a TD report"),
    };
}
