// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Tdx.Endorse;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 5: the revocation lists of both CAs, and what they say of the PCK chain.</summary>
internal sealed class Revocation
{
    private readonly AuthenticCrl? pckCrl;
    private readonly AuthenticCrl? rootCrl;

    private Revocation(AuthenticCrl? pckCrl, AuthenticCrl? rootCrl)
    {
        this.pckCrl = pckCrl;
        this.rootCrl = rootCrl;
    }

    /// <summary>Always has a witness: a list that is missing or unusable has failed a rule of its own, and answers "unknown" below.</summary>
    public static Step<Revocation> Verify(PckChain pck, Context context)
    {
        ImmutableArray<Check>.Builder checks = ImmutableArray.CreateBuilder<Check>(7);
        string pckCrlName = pck.Intermediate.Subject.CommonName == IntelProfile.ProcessorCa ? IntelPcs.ProcessorCrl : IntelPcs.PlatformCrl;
        Revocation revocation = new(
            Read(pckCrlName, pck.Intermediate, pck.IntermediateKey, (TdxRules.PckCrlPresent, TdxRules.PckCrlAuthentic, TdxRules.PckCrlInDate), context, checks),
            Read(IntelPcs.RootCrl, pck.Root, pck.RootKey, (TdxRules.RootCrlPresent, TdxRules.RootCrlAuthentic, TdxRules.RootCrlInDate), context, checks));
        checks.Add(revocation.OfChain(pck));
        return new(checks.ToImmutable(), revocation);
    }

    /// <summary>What the root's list says of a certificate that the root issued.</summary>
    public Check OfRootIssued(Rule rule, Certificate certificate) =>
        Says(rootCrl, certificate) switch
        {
            true => Revoked(rule, certificate),
            false => Check.Pass(rule),
            null => Check.NotEvaluated(rule, "needs the root CA CRL"),
        };

    private static AuthenticCrl? Read(
        string name,
        Certificate issuer,
        VerificationKey key,
        (Rule Present, Rule Authentic, Rule InDate) rules,
        Context context,
        ImmutableArray<Check>.Builder checks)
    {
        if (!context.Endorsements.TryGet(name, IntelPcs.Crl, out Endorsement? endorsement))
        {
            checks.Add(context.Policy.Crl == CrlPolicy.Required
                ? Check.Fail(rules.Present, $"no endorsement {name}{IntelPcs.Crl}")
                : Check.Warn(rules.Present, $"no endorsement {name}{IntelPcs.Crl}, which the policy tolerates"));
            return null;
        }

        checks.Add(Check.Pass(rules.Present, name));
        Step<AuthenticCrl> step = AuthenticCrl.Verify(endorsement, issuer, key, rules.Authentic, context.Cache);
        checks.AddRange(step.Checks);
        if (step.Witness is { } crl)
        {
            checks.Add(crl.InDate(rules.InDate, context.Policy, context.Now));
            context.Used(endorsement, crl.Crl.NextUpdate);
        }

        return step.Witness;
    }

    private Check OfChain(PckChain pck)
    {
        bool? leaf = Says(pckCrl, pck.Leaf);
        bool? intermediate = Says(rootCrl, pck.Intermediate);
        return leaf is true ? Revoked(TdxRules.PckRevocation, pck.Leaf)
            : intermediate is true ? Revoked(TdxRules.PckRevocation, pck.Intermediate)
            : leaf is null || intermediate is null ? Check.NotEvaluated(TdxRules.PckRevocation, "needs both revocation lists")
            : Check.Pass(TdxRules.PckRevocation);
    }

    private static bool? Says(AuthenticCrl? crl, Certificate certificate) => crl?.Crl.Revokes(certificate.SerialNumber.Span);

    private static Check Revoked(Rule rule, Certificate certificate) =>
        Check.Fail(rule, $"{certificate.Subject}, serial {Attestation.Wire.Hex.Of(certificate.SerialNumber.Span)}, is revoked");
}
