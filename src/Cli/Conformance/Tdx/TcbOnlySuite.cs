// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Tdx.Verify;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Genuine quotes without revocation lists of their time: TCB matching alone, which has no other entry point.</summary>
internal static class TcbOnlySuite
{
    public const string Kind = "tcb-eval";

    public static ConformanceCase Run(VectorEntry entry) =>
        ConformanceCase.Compare(entry.Text("id"), Kind, TcbWords.Of(entry), Evaluate(entry)) with { Note = "TCB only" };

    private static string Evaluate(VectorEntry entry)
    {
        byte[] bytes = entry.File("quote") ?? [];
        Malformed? malformed;
        if (!Quote.TryParse(bytes, out Quote? quote, out malformed)
            || !TcbInfo.TryParse(entry.File("tcbinfo") ?? [], out TcbInfo? info, out malformed)
            || !QeIdentity.TryParse(entry.File("qeidentity") ?? [], out QeIdentity? identity, out malformed))
        {
            return malformed.ToString();
        }

        return TdxInputs.PckOf(bytes) is { } pck
            ? TcbWords.Of(TcbMatch.Evaluate(quote.Body, quote.QeReport.IsvSvn, pck, info, identity))
            : "no PCK certificate";
    }
}
