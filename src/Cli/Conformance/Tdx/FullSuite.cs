// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx;
using Attestation.Tdx.Verify;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Genuine quotes under genuine collateral: authenticity and freshness hold, and the TCB status is the expected one.</summary>
/// <remarks>TD attribute policy is not applied: policy rules other than the TCB's are not looked at.</remarks>
internal static class FullSuite
{
    private const string Kind = "full";
    private const string Preproduction = "preprod";
    private const string OwnRootOnly = ", not under the production pin";

    public static ConformanceCase Run(VectorEntry entry)
    {
        TdxInputs inputs = TdxInputs.Of(entry);
        DateTimeOffset now = entry.Unix("unix");
        bool preproduction = entry.Text("env") == Preproduction;
        TdxAppraisal appraisal = inputs.Appraise(now, underOwnRoot: true);
        string got = TcbWords.OfGenuine(appraisal) + (preproduction ? UnderPin(inputs, now) : "");
        return ConformanceCase.Compare(entry.Text("id"), Kind, TcbWords.Of(entry) + (preproduction ? OwnRootOnly : ""), got) with
        {
            Rules = ConformanceCase.Failed(appraisal.Result),
        };
    }

    private static string UnderPin(TdxInputs inputs, DateTimeOffset now)
    {
        ImmutableArray<string> failed = ConformanceCase.Failed(inputs.Appraise(now, underOwnRoot: false).Result);
        return failed.Contains(TdxRules.PckRoot.Id) ? OwnRootOnly : ", and under the production pin too";
    }
}
