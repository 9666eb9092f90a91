// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>
/// One thing that a simulated machine does wrong on purpose, and nothing else: whatever it does not touch stays validly signed.
/// </summary>
/// <param name="Name">Lower-case kebab, as <c>attest simulate --fault</c> takes it.</param>
/// <param name="Says">What is wrong, for people; lower case, no final period.</param>
/// <param name="Script">Changes the options of an honest machine into those of the faulty one.</param>
public sealed record Fault<TOptions>(string Name, string Says, Func<TOptions, TOptions> Script)
    where TOptions : class
{
    /// <summary>The options with this fault.</summary>
    public TOptions In(TOptions options) => Script(options);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
