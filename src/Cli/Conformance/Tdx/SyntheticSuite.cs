// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Tdx.Verify;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Made quotes under a test root, most of them hostile: verdict, and where it means something status, are as expected.</summary>
internal static class SyntheticSuite
{
    public const string Kind = "synthetic";

    private const string Accept = "accept";
    private const string Reject = "reject";
    private const string Either = "either";

    public static ConformanceCase Run(VectorEntry entry)
    {
        TdxAppraisal appraisal = TdxInputs.Of(entry).Appraise(entry.Unix("unix"), underOwnRoot: true);
        string verdict = entry.Optional("strict") ?? entry.Text("expect");
        string want = Want(verdict, entry.Text("status"));
        bool passes = appraisal.Result.TryGetClaims(out _);
        string got = $"{(passes ? Accept : Reject)}{Status(appraisal.Tcb, always: passes || want != Reject)}";
        return new(entry.Text("id"), Kind, want, got, verdict == Either || want == got)
        {
            Rules = ConformanceCase.Failed(appraisal.Result),
        };
    }

    // A rejection's status is the reference's name of an error, a guide only, unless it is a TCB status that ends an appraisal.
    private static string Want(string verdict, string status) => verdict switch
    {
        Accept => $"{Accept} {status}",
        Reject when status is nameof(TcbStatus.Revoked) or nameof(TcbStatus.NotSupported) => $"{Reject} {status}",
        _ => verdict,
    };

    private static string Status(TcbEvaluation? tcb, bool always) => tcb is not null && always ? $" {tcb.Final}" : "";
}
