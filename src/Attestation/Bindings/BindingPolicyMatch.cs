// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Bindings;

/// <summary>BND-04 and BND-06: the bound program is one that the policy accepts, and the agent's policy accepted it too.</summary>
/// <param name="policy">The policy's section.</param>
public sealed class BindingPolicyMatch(BindingPolicy policy)
{
    /// <summary>Judges a binding.</summary>
    public ImmutableArray<Check> Appraise(SvidBinding binding) =>
    [
        Problem(binding) is { } problem
            ? Check.Fail(BindingRules.Program, problem, Shown(binding))
            : Check.Pass(BindingRules.Program, Shown(binding)),
        Check.Waivable(BindingRules.Listed, !binding.NotInPolicy, policy.ObservedUnsafe, "the agent only observed: its own policy does not list the program"),
    ];

    private string? Problem(SvidBinding binding) =>
        Unlisted("exe", binding.Exe, policy.Exes)
        ?? Unlisted("image", binding.Image, policy.Images)
        ?? Unaccepted("measured", binding.Measured, policy.Measured)
        ?? Unaccepted("method", binding.Method, policy.Methods);

    private static string? Unlisted(string what, ReadOnlyMemory<byte>? digest, ImmutableArray<ReadOnlyMemory<byte>> accepted) =>
        accepted.IsEmpty ? null
        : digest is not { } given ? $"{what} is absent, and the policy lists {accepted.Length}"
        : accepted.Any(each => each.Span.SequenceEqual(given.Span)) ? null
        : $"{what} {Hex.Of(given.Span)} is not accepted by the policy";

    private static string? Unaccepted(string what, string got, ImmutableArray<string> accepted) =>
        accepted.Contains(got) ? null : $"{what} is {got}, want {(accepted.IsEmpty ? "none at all" : string.Join(" or ", accepted))}";

    private static string Shown(SvidBinding binding) => $"exe {Hex.Of(binding.Exe.Span)} ({binding.Measured}, {binding.Method})";
}
