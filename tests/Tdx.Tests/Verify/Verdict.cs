// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>What a result must be, said in one line.</summary>
internal static class Verdict
{
    /// <summary>The machine with that fault fails by the rule, whose kind is the result's, and the check says these words.</summary>
    public static void Refuses(string fault, Rule rule, params ReadOnlySpan<string> words) =>
        Refuses(Simulated.Faulty(fault).Appraise(), rule, words);

    /// <summary>The honest machine, changed, fails by the rule.</summary>
    public static void Refuses(Func<SimulatedTdxOptions, SimulatedTdxOptions> change, Rule rule, params ReadOnlySpan<string> words) =>
        Refuses(Simulated.Machine(change).Appraise(), rule, words);

    public static void Refuses(AttestationResult result, Rule rule, params ReadOnlySpan<string> words) =>
        ResultVerdict.Refuses(result, rule, words);

    /// <inheritdoc cref="ResultVerdict.Warns"/>
    public static Check Warns(AttestationResult result, Rule rule, params ReadOnlySpan<string> words) => ResultVerdict.Warns(result, rule, words);

    /// <inheritdoc cref="ResultVerdict.Leaves"/>
    public static void Leaves(AttestationResult result, Rule rule, params ReadOnlySpan<string> words) => ResultVerdict.Leaves(result, rule, words);

    public static void Passes(AttestationResult result) => ResultVerdict.Passes(result);

    /// <inheritdoc cref="ResultVerdict.TextOf"/>
    public static string TextOf(AttestationResult result) => ResultVerdict.TextOf(result);
}
