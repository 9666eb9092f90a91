// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Tdx.Verify;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>TCB evaluations in words, so that want and got compare as a person would compare them.</summary>
internal static class TcbWords
{
    /// <summary>What a case of <c>cases.json</c> wants.</summary>
    public static string Of(VectorEntry entry)
    {
        string final = entry.Text("final");
        bool terminal = Enum.TryParse(final, out TcbStatus status) && TcbEvaluation.IsTerminal(status);
        return Of(final, entry.Text("launch"), entry.Optional("current"), terminal ? [] : entry.Texts("advisories"));
    }

    /// <summary>What an evaluation says.</summary>
    public static string Of(TcbEvaluation tcb) =>
        Of($"{tcb.Final}", $"{tcb.Launch.Status}", tcb.Current is { } current ? $"{current.Status}" : null, tcb.Advisories);

    /// <summary>What an appraisal says where authenticity and freshness hold; else that they do not.</summary>
    public static string OfGenuine(TdxAppraisal appraisal)
    {
        bool genuine = !appraisal.Result.Checks.Any(
            check => check is { Outcome: Outcome.Fail, Rule.Kind: RuleKind.Authenticity or RuleKind.Freshness });
        return genuine && appraisal.Tcb is { } tcb ? Of(tcb) : "not genuine";
    }

    private static string Of(string final, string launch, string? current, IEnumerable<string> advisories)
    {
        string listed = string.Join(' ', advisories.Order(StringComparer.Ordinal));
        return $"{final} (launch {launch}, current {current ?? "-"}{(listed.Length == 0 ? "" : $", {listed}")})";
    }
}
