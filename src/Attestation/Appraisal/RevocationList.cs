// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>One revocation list as an appraisal sees it: authentic, or unknown because a rule of its own failed.</summary>
public sealed class RevocationList
{
    private readonly AuthenticCrl? crl;

    private RevocationList(AuthenticCrl? crl) => this.crl = crl;

    /// <summary>Finds, verifies and dates a list; whatever is wrong with it becomes a check.</summary>
    /// <param name="name">Name of the Endorsement.</param>
    /// <param name="suffix">Its suffix.</param>
    /// <param name="issuer">The CA that must have issued it.</param>
    /// <param name="key">The CA's key.</param>
    /// <param name="rules">The rules that are decided.</param>
    /// <param name="context">The appraisal.</param>
    /// <param name="checks">Receives the checks.</param>
    public static RevocationList Read(
        string name,
        string suffix,
        Certificate issuer,
        VerificationKey key,
        CrlRules rules,
        AppraisalContext context,
        ImmutableArray<Check>.Builder checks)
    {
        context.Endorsements.TryGet(name, suffix, out Endorsement? endorsement);
        return Read(endorsement, name + suffix, issuer, key, rules, context, checks);
    }

    /// <summary>Verifies and dates a list that was found, or says that it is absent.</summary>
    /// <param name="endorsement">The list; null where nobody has it.</param>
    /// <param name="wanted">What it is called, for people.</param>
    /// <param name="issuer">The CA that must have issued it.</param>
    /// <param name="key">The CA's key.</param>
    /// <param name="rules">The rules that are decided.</param>
    /// <param name="context">The appraisal.</param>
    /// <param name="checks">Receives the checks.</param>
    public static RevocationList Read(
        Endorsement? endorsement,
        string wanted,
        Certificate issuer,
        VerificationKey key,
        CrlRules rules,
        AppraisalContext context,
        ImmutableArray<Check>.Builder checks)
    {
        if (endorsement is null)
        {
            checks.Add(context.Policy.Crl == CrlPolicy.Required
                ? Check.Fail(rules.Present, $"no endorsement {wanted}")
                : Check.Warn(rules.Present, $"no endorsement {wanted}, which the policy tolerates"));
            return new(null);
        }

        checks.Add(Check.Pass(rules.Present));
        Step<AuthenticCrl> step = AuthenticCrl.Verify(endorsement, issuer, key, rules, context.Cache);
        checks.AddRange(step.Checks);
        if (step.Witness is { } crl)
        {
            checks.Add(crl.InDate(rules.InDate, context.Policy, context.Now));
            context.Used(endorsement, crl.Crl.NextUpdate);
        }

        return new(step.Witness);
    }

    /// <summary>Whether the list revokes a certificate of its CA; null where there is no authentic list.</summary>
    public bool? Revokes(Certificate certificate) => crl?.Crl.Revokes(certificate.SerialNumber.Span);

    /// <summary>What the list says of a certificate, as the outcome of a rule.</summary>
    /// <param name="rule">Holds iff the certificate is not revoked.</param>
    /// <param name="certificate">A certificate of the list's CA.</param>
    /// <param name="unknown">What a result without a list needs, for people.</param>
    public Check Judge(Rule rule, Certificate certificate, string unknown) => Revokes(certificate) switch
    {
        true => Check.Fail(rule, $"{certificate.Subject}, serial {Hex.Of(certificate.SerialNumber.Span)}, is revoked"),
        false => Check.Pass(rule),
        null => Check.NotEvaluated(rule, unknown),
    };
}
