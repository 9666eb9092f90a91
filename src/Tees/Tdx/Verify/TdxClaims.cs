// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>What a verified quote says, under the names that policies and selectors use.</summary>
internal static class TdxClaims
{
    public static Claims Of(VerifiedQuote verified, TcbEvaluation tcb, TcbInfo info, QeIdentity identity, EventLog? replaying)
    {
        TdBody body = verified.Body;
        SgxExtension pck = verified.Pck.Sgx;
        Claims claims = [];
        claims.Add("simulated", verified.Pck.TrustedRoot.Simulated);
        claims.Add("rootUnsafe", verified.Pck.TrustedRoot.Unsafe);
        claims.Add("root", verified.Pck.TrustedRoot.Name);
        AddTcb(claims, tcb, info, identity);
        claims.Add("debug", body.TdAttributes.Debug);
        claims.Add("tdAttributes", Bytes(body, TdReport10Layout.TdAttributes));
        claims.Add("xfam", Bytes(body, TdReport10Layout.Xfam));
        foreach ((string register, Field field) in TdxMeasurements.All)
        {
            claims.Add(register, Bytes(body, field));
        }

        claims.Add("teeTcbSvn", Bytes(body, TdReport10Layout.TeeTcbSvn));
        AddIfPresent(claims, "teeTcbSvn2", body.TeeTcbSvn2);
        AddIfPresent(claims, "mrServiceTd", body.MrServiceTd);
        claims.Add("reportData", Bytes(body, TdReport10Layout.ReportData));
        claims.Add("fmspc", pck.Fmspc);
        claims.Add("pceId", pck.PceId);
        claims.Add("pceSvn", (long)pck.PceSvn);
        claims.Add("ppid", pck.Ppid);
        AddIfPresent(claims, "platformInstanceId", pck.PlatformInstanceId);
        if (replaying is not null)
        {
            AddBoot(claims, EventLogMatch.Facts(replaying));
        }

        return claims;
    }

    private static void AddTcb(Claims claims, TcbEvaluation tcb, TcbInfo info, QeIdentity identity)
    {
        claims.Add("tcbStatus", tcb.Final.ToString());
        claims.Add("tcbStatusAtLaunch", tcb.Launch.Status.ToString());
        if (tcb.Current is { } current)
        {
            claims.Add("tcbStatusCurrent", current.Status.ToString());
        }

        if (tcb.Date is { } date)
        {
            claims.Add("tcbDate", UtcTime.Of(date));
        }

        claims.Add("advisories", tcb.Advisories);
        claims.Add("tcbEvaluationDataNumber", (long)Math.Min(info.EvaluationDataNumber, identity.EvaluationDataNumber));
    }

    private static void AddBoot(Claims claims, BootFacts boot)
    {
        if (boot.SecureBoot is { } secure)
        {
            claims.Add("secureBoot", secure);
        }

        AddIfPresent(claims, "firstProgram", boot.FirstProgram);
        AddIfPresent(claims, "kernelCmdlineSha256", boot.CommandLineSha256);
    }

    private static ReadOnlyMemory<byte> Bytes(TdBody body, Field field) => body.Raw.Bytes(field);

    private static void AddIfPresent(Claims claims, string name, ReadOnlyMemory<byte>? bytes)
    {
        if (bytes is { } value)
        {
            claims.Add(name, value);
        }
    }
}
