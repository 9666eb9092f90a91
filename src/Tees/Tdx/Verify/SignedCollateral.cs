// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Tdx.Endorse;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 6: TCB info or QE identity as Intel signed it. Witness that the document is authentic.</summary>
internal sealed class SignedCollateral<TDocument>
    where TDocument : class, IWire<TDocument>, ISignedCollateral
{
    private SignedCollateral(TDocument document, IssuerChain issuer)
    {
        Document = document;
        Issuer = issuer;
    }

    public TDocument Document { get; }

    public IssuerChain Issuer { get; }

    public static Step<SignedCollateral<TDocument>> Verify(
        string name, CollateralRules rules, PckChain pck, IssuerChains issuers, Revocation revocation, AppraisalContext context)
    {
        if (!context.Endorsements.TryGet(name, IntelPcs.Json, out Endorsement? document))
        {
            return new([Check.Fail(rules.Present, $"no endorsement {name}{IntelPcs.Json}")], null);
        }

        if (!context.Endorsements.TryGet(name, IntelPcs.IssuerChain, out Endorsement? chain)
            && !context.Endorsements.TryGet(IntelPcs.TcbSigningChain, IntelPcs.PemChain, out chain))
        {
            return new([Check.Fail(rules.Present, $"no endorsement {name}{IntelPcs.IssuerChain} nor {IntelPcs.TcbSigningChain}{IntelPcs.PemChain}")], null);
        }

        Step<SignedCollateral<TDocument>> authentic = Authentic(document, chain, rules, pck, issuers, context.Cache);
        ImmutableArray<Check> present = [Check.Pass(rules.Present, name), .. authentic.Checks];
        if (authentic.Witness is not { } witness)
        {
            return new(present, null);
        }

        context.Used(document, witness.Document.NextUpdate);
        context.Used(chain);
        ImmutableArray<Check> atUse = witness.AtUse(rules, revocation, context);
        return new([.. present, .. atUse], atUse.Any(check => check is { Outcome: Outcome.Fail, Rule.Kind: RuleKind.Authenticity }) ? null : witness);
    }

    private static Step<SignedCollateral<TDocument>> Authentic(
        Endorsement document, Endorsement chain, CollateralRules rules, PckChain pck, IssuerChains issuers, VerifiedCache cache)
    {
        if (!cache.Keeps)
        {
            return VerifyAnew(document, chain, rules, issuers);
        }

        return cache.Get(
            new VerifiedKey(rules.Signature.Id, document.Sha256, chain.Sha256, pck.Root.Sha256),
            (document, chain, rules, issuers),
            static input => VerifyAnew(input.document, input.chain, input.rules, input.issuers));
    }

    /// <summary>The part that bytes alone decide: the document's form, its issuer and its signature.</summary>
    public static Step<SignedCollateral<TDocument>> VerifyAnew(
        Endorsement endorsement, Endorsement chain, CollateralRules rules, IssuerChains issuers)
    {
        (IssuerChain? issuer, string? wrong) = issuers.Of(chain);
        Check issued = Check.Require(rules.Issuer, issuer is not null, issuer?.Signer.Subject.ToString(), because: wrong);
        if (!TDocument.TryParse(endorsement.Bytes, out TDocument? document, out Malformed? malformed))
        {
            return new([Check.Broken(rules.WellFormed, malformed), issued], null);
        }

        Check wellFormed = Check.Pass(rules.WellFormed);
        if (issuer is null)
        {
            return new([wellFormed, issued], null);
        }

        bool signed = issuer.SignerKey.Verifies(SignatureScheme.EcdsaSha256Raw, document.SignedBytes.Span, document.Signature.Span);
        Check signature = Check.Require(
            rules.Signature,
            signed,
            because: $"the signature over the {document.SignedBytes.Length} bytes as served does not verify under {issuer.Signer.Subject}");
        return new([wellFormed, issued, signature], signed ? new(document, issuer) : null);
    }

    private ImmutableArray<Check> AtUse(CollateralRules rules, Revocation revocation, AppraisalContext context) =>
    [
        CertificateDates.Check(rules.SignerValidity, [Issuer.Signer, Issuer.Root], context.Now),
        revocation.OfRootIssued(rules.SignerRevocation, Issuer.Signer),
        DocumentDates.Check(
            rules.InDate,
            rules.Document,
            Document.IssueDate,
            Document.NextUpdate,
            context.Policy.ClockSkew,
            context.Policy.MaxStaleTcbInfo,
            context.Now),
    ];
}
