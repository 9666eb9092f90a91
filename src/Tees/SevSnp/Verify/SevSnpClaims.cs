// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>What a verified report says, under the names that policies and selectors use.</summary>
internal static class SevSnpClaims
{
    public static Claims Of(ReportSignature verified, TrustedRoot root)
    {
        AttestationReport report = verified.Report;
        Claims claims = [];
        claims.Add("simulated", root.Simulated);
        claims.Add("rootUnsafe", root.Unsafe);
        claims.Add("root", root.Name);
        AddPlatform(claims, verified);
        AddTcb(claims, report, verified.Product);
        AddGuest(claims, report);
        foreach ((string register, Field field) in SevSnpMeasurements.All)
        {
            claims.Add(register, report.Raw.Bytes(field));
        }

        claims.Add("reportData", report.Raw.Bytes(AttestationReportLayout.ReportData));
        return claims;
    }

    private static void AddPlatform(Claims claims, ReportSignature verified)
    {
        AttestationReport report = verified.Report;
        claims.Add("product", verified.Product.Name);
        claims.Add("productName", verified.Vek.ProductName);
        claims.Add("signingKey", SevSnpWords.Of(verified.Vek.Kind));
        if (verified.Vek.CspId is { } cspId)
        {
            claims.Add("cspId", cspId);
        }

        if (report.HasCpuid)
        {
            claims.Add("family", $"0x{report.Family:x2}");
            claims.Add("model", $"0x{report.Model:x2}");
            claims.Add("stepping", (long)report.Stepping);
        }

        claims.Add("chipId", report.Raw.Bytes(AttestationReportLayout.ChipId));
        claims.Add("platformInfo", $"0x{report.PlatformInfo.Bits:x}");
        claims.Add("platform", report.PlatformInfo.ToString());
        claims.Add("smtEnabled", report.PlatformInfo.SmtEn);
    }

    private static void AddTcb(Claims claims, AttestationReport report, SnpProduct product)
    {
        claims.Add("reportedTcb", Tcb(report.ReportedTcb(product.Generation)));
        claims.Add("committedTcb", Tcb(report.CommittedTcb(product.Generation)));
        claims.Add("currentTcb", Tcb(report.CurrentTcb(product.Generation)));
        claims.Add("launchTcb", Tcb(report.LaunchTcb(product.Generation)));
        claims.Add("committedFirmware", report.CommittedFirmware.ToString());
        claims.Add("currentFirmware", report.CurrentFirmware.ToString());
        if (report.Version >= 5)
        {
            claims.Add("launchMitigations", $"0x{report.LaunchMitVector:x}");
            claims.Add("currentMitigations", $"0x{report.CurrentMitVector:x}");
        }
    }

    private static ClaimValue Tcb(TcbVersion tcb)
    {
        Claims members = [];
        members.Add("raw", tcb.Hex);
        if (tcb.Fmc is { } fmc)
        {
            members.Add("fmc", (long)fmc);
        }

        members.Add("bootLoader", (long)tcb.BootLoader);
        members.Add("tee", (long)tcb.Tee);
        members.Add("snp", (long)tcb.Snp);
        members.Add("microcode", (long)tcb.Microcode);
        return new ClaimValue.Group(members);
    }

    private static void AddGuest(Claims claims, AttestationReport report)
    {
        GuestPolicy policy = report.Policy;
        claims.Add("guestPolicy", $"0x{policy.Bits:x}");
        claims.Add("guestAbi", $"{policy.AbiMajor}.{policy.AbiMinor}");
        claims.Add("debug", policy.Debug);
        claims.Add("migrateMa", policy.MigrateMa);
        claims.Add("smt", policy.Smt);
        claims.Add("singleSocket", policy.SingleSocket);
        claims.Add("vmpl", (long)report.Vmpl);
        claims.Add("guestSvn", (long)report.GuestSvn);
    }
}
