// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Bindings;

/// <summary>BND-02: the binding was made for whom the certificate names.</summary>
public static class BindingNameMatch
{
    /// <summary>Judges a binding of the subject's key; what names nobody is not evaluated, a certificate names somebody.</summary>
    public static Check Appraise(BindingSubject subject, SvidBinding binding)
    {
        if (!subject.MustName)
        {
            return Check.NotEvaluated(BindingRules.Name, $"the {(subject.Request is null ? "key alone" : "request")} names nobody");
        }

        if (!SpiffeId.TryReadFrom(subject.Extensions, out SpiffeId? id, out Malformed? malformed))
        {
            return Check.Fail(BindingRules.Name, $"the {subject} names no SPIFFE id: {malformed}");
        }

        return Difference(id, binding) is { } difference
            ? Check.Fail(BindingRules.Name, difference, id.Text, binding.SpiffeId ?? "none")
            : Check.Pass(BindingRules.Name, id.Text);
    }

    private static string? Difference(SpiffeId id, SvidBinding binding) =>
        binding.SpiffeId != id.Text ? $"the certificate is {id}'s, the binding {binding.SpiffeId ?? "nobody"}'s"
        : binding.Namespace is null && binding.AppId is null && binding.Purpose != SvidBinding.DaprPurpose ? null
        : id.Path != $"/ns/{binding.Namespace}/{binding.AppId}"
            ? $"the certificate's path is {id.Path}, the binding's namespace {binding.Namespace ?? "absent"} and app id {binding.AppId ?? "absent"}"
        : null;
}
