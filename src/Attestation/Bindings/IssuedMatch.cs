// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Bindings;

/// <summary>BND-03: what an agent recorded of a certificate agrees with the certificate and with the binding before it.</summary>
public static class IssuedMatch
{
    /// <summary>Judges one record beside the leaf that it calls its binding.</summary>
    /// <param name="issued">The record.</param>
    /// <param name="leaf">The record's own leaf.</param>
    /// <param name="binding">The proven binding at <see cref="SvidIssued.BindingLeaf"/> of the same log; null where none is there.</param>
    /// <param name="certificate">The certificate whose digest the record has; null where it is not at hand.</param>
    public static Check Appraise(SvidIssued issued, long leaf, SvidBinding? binding, Certificate? certificate) =>
        Difference(issued, leaf, binding, certificate) is { } difference
            ? Check.Fail(BindingRules.Issued, difference)
            : Check.Pass(BindingRules.Issued, $"leaf {leaf} records certificate {Hex.Of(issued.Certificate.Span)}");

    /// <summary>A bound key's certificate that none of the binding's records names.</summary>
    public static Check Unrecorded(Certificate certificate, long bindingLeaf) => Check.Fail(
        BindingRules.Issued, $"no record of binding leaf {bindingLeaf} names certificate {Hex.Of(certificate.Sha256)}", Hex.Of(certificate.Sha256));

    private static string? Difference(SvidIssued issued, long leaf, SvidBinding? binding, Certificate? certificate) =>
        binding is null || issued.BindingLeaf >= (ulong)leaf ? $"leaf {leaf} names binding leaf {issued.BindingLeaf}, which is no binding before it in its log"
        : binding.SpiffeId != issued.SpiffeId ? $"leaf {leaf} is of {issued.SpiffeId}, its binding of {binding.SpiffeId ?? "nobody"}"
        : certificate is null ? null
        : !certificate.SpkiSha256.Span.SequenceEqual(binding.Spki.Span)
            ? $"leaf {leaf} names a binding of key {Hex.Of(binding.Spki.Span)}, the certificate's is {Hex.Of(certificate.SpkiSha256.Span)}"
        : certificate.NotBefore != issued.NotBefore || certificate.NotAfter != issued.NotAfter ? $"leaf {leaf} has another validity than the certificate"
        : null;
}
