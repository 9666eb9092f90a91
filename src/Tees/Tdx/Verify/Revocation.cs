// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Tdx.Endorse;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 5: the revocation lists of both CAs, and what they say of the PCK chain.</summary>
internal sealed class Revocation
{
    private static readonly CrlRules PckRules = new(TdxRules.PckCrlPresent, TdxRules.PckCrlAuthentic, TdxRules.PckCrlInDate);
    public static readonly CrlRules RootRules = new(TdxRules.RootCrlPresent, TdxRules.RootCrlAuthentic, TdxRules.RootCrlInDate);

    private readonly RevocationList pckCrl;
    private readonly RevocationList rootCrl;

    private Revocation(RevocationList pckCrl, RevocationList rootCrl)
    {
        this.pckCrl = pckCrl;
        this.rootCrl = rootCrl;
    }

    /// <summary>Always has a witness: a list that is missing or unusable has failed a rule of its own.</summary>
    public static Step<Revocation> Verify(PckChain pck, AppraisalContext context)
    {
        ImmutableArray<Check>.Builder checks = ImmutableArray.CreateBuilder<Check>(7);
        string pckCrlName = pck.IsOfProcessorCa ? IntelPcs.ProcessorCrl : IntelPcs.PlatformCrl;
        Revocation revocation = new(
            RevocationList.Read(pckCrlName, IntelPcs.Crl, pck.Intermediate, pck.IntermediateKey, PckRules, context, checks),
            RevocationList.Read(IntelPcs.RootCrl, IntelPcs.Crl, pck.Root, pck.RootKey, RootRules, context, checks));
        checks.Add(revocation.OfChain(pck));
        return new(checks.ToImmutable(), revocation);
    }

    /// <summary>What the root's list says of a certificate that the root issued.</summary>
    public Check OfRootIssued(Rule rule, Certificate certificate) => rootCrl.Judge(rule, certificate, "needs the root CA CRL");

    private Check OfChain(PckChain pck)
    {
        Check intermediate = rootCrl.Judge(TdxRules.PckRevocation, pck.Intermediate, "needs both revocation lists");
        Check leaf = pckCrl.Judge(TdxRules.PckRevocation, pck.Leaf, "needs both revocation lists");
        return leaf.Outcome == Outcome.Fail || intermediate.Outcome == Outcome.Pass ? leaf : intermediate;
    }
}
