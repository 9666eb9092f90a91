// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.Tdx.Endorse;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Judges one of Intel's documents without a quote, by the steps of an appraisal: what a cache lets in and gives out.</summary>
internal static class CollateralJudgement
{
    /// <summary>The verdict on what lies under a name.</summary>
    public static EndorsementVerdict Of(string name, Endorsements atHand, RootSet roots) => name switch
    {
        IntelPcs.RootCrl => Crl(name, IntelProfile.RootCa, atHand, roots),
        IntelPcs.PlatformCrl => Crl(name, IntelProfile.PlatformCa, atHand, roots),
        IntelPcs.ProcessorCrl => Crl(name, IntelProfile.ProcessorCa, atHand, roots),
        IntelPcs.TcbSigningChain => SigningChain(atHand, roots),
        IntelPcs.QeIdentity => Document<QeIdentity>(name, CollateralRules.QeIdentity, atHand, roots, static each => (each.EvaluationDataNumber, IntelPcs.QeIdentity)),
        _ => Document<TcbInfo>(name, CollateralRules.TcbInfo, atHand, roots, static each => (each.EvaluationDataNumber, IntelPcs.TcbInfo(each.Fmspc.Span))),
    };

    private static EndorsementVerdict Document<TDocument>(
        string name, CollateralRules rules, Endorsements atHand, RootSet roots, Func<TDocument, (int Number, string Name)> says)
        where TDocument : class, IWire<TDocument>, ISignedCollateral
    {
        if (!atHand.TryGet(name, IntelPcs.Json, out Endorsement? document))
        {
            return EndorsementVerdict.Refused($"no endorsement {name}{IntelPcs.Json}");
        }

        if (!TryChain(name, atHand, roots, out Endorsement? pem, out AnchoredChain? chain, out string? wrong))
        {
            return EndorsementVerdict.Refused(wrong);
        }

        Step<SignedCollateral<TDocument>> step = SignedCollateral<TDocument>.VerifyAnew(document, pem, rules, new(chain.Root, chain.RootKey));
        if (step.Witness is not { } signed)
        {
            return EndorsementVerdict.Refused(Because(step.Checks));
        }

        (int number, string own) = says(signed.Document);
        return own != name
            ? EndorsementVerdict.Refused($"is {own}, want {name}")
            : Dated(signed.Document.IssueDate, signed.Document.NextUpdate, number, [signed.Issuer.Signer, signed.Issuer.Root]);
    }

    private static EndorsementVerdict Crl(string name, string issuerName, Endorsements atHand, RootSet roots)
    {
        if (!atHand.TryGet(name, IntelPcs.Crl, out Endorsement? list))
        {
            return EndorsementVerdict.Refused($"no endorsement {name}{IntelPcs.Crl}");
        }

        if (!TryChain(name, atHand, roots, out _, out AnchoredChain? chain, out string? wrong))
        {
            return EndorsementVerdict.Refused(wrong);
        }

        Certificate issuer = issuerName == IntelProfile.RootCa ? chain.Root : chain.Certificates[0];
        if (Authority(issuer, issuerName, chain, out VerificationKey? key) is { } unfit)
        {
            return EndorsementVerdict.Refused(unfit);
        }

        Step<AuthenticCrl> step = AuthenticCrl.Verify(list, issuer, key!, Revocation.RootRules, VerifiedCache.None);
        return step.Witness is { Crl: var crl }
            ? Dated(crl.ThisUpdate, crl.NextUpdate, crl.CrlNumber, [issuer, chain.Root])
            : EndorsementVerdict.Refused(Because(step.Checks));
    }

    // What is wrong with the CA of a list, or null and its key.
    private static string? Authority(Certificate issuer, string issuerName, AnchoredChain chain, out VerificationKey? key)
    {
        key = chain.RootKey;
        return ReferenceEquals(issuer, chain.Root) && issuerName == IntelProfile.RootCa
            ? null
            : IntelProfile.Authority(issuer, [issuerName])
                ?? IntelProfile.Issued(issuer, chain.Root, chain.RootKey, intermediatesBelow: 1)
                ?? RootKeys.Import(issuer, out key);
    }

    private static EndorsementVerdict SigningChain(Endorsements atHand, RootSet roots)
    {
        if (!TryChain(IntelPcs.TcbSigningChain, atHand, roots, out Endorsement? pem, out AnchoredChain? chain, out string? wrong))
        {
            return EndorsementVerdict.Refused(wrong);
        }

        (IssuerChain? issuer, string? broken) = IssuerChain.Verify(pem.Bytes, chain.Root, chain.RootKey);
        return issuer is null
            ? EndorsementVerdict.Refused(broken ?? "is no TCB signing chain")
            : EndorsementVerdict.Authentic(From([issuer.Signer, issuer.Root]), Until([issuer.Signer, issuer.Root]));
    }

    // A document's own chain goes before the signing chain that all of them share; a CA's list has no other than its own.
    private static bool TryChain(
        string name,
        Endorsements atHand,
        RootSet roots,
        [NotNullWhen(true)] out Endorsement? pem,
        [NotNullWhen(true)] out AnchoredChain? chain,
        [NotNullWhen(false)] out string? wrong)
    {
        chain = null;
        wrong = $"no endorsement {name}{IntelPcs.IssuerChain}, by which it could be judged";
        bool found = atHand.TryGet(name, IntelPcs.IssuerChain, out pem) || atHand.TryGet(IntelPcs.TcbSigningChain, IntelPcs.PemChain, out pem);
        return found && AnchoredChain.TryRead(pem!.Bytes, roots, out chain, out wrong);
    }

    private static EndorsementVerdict Dated(DateTimeOffset issued, DateTimeOffset nextUpdate, BigInteger? number, ReadOnlySpan<Certificate> chain)
    {
        (DateTimeOffset from, DateTimeOffset until) = (From(chain), Until(chain));
        return EndorsementVerdict.Authentic(issued > from ? issued : from, nextUpdate < until ? nextUpdate : until) with
        {
            Issued = issued,
            NextUpdate = nextUpdate,
            Number = number,
        };
    }

    private static DateTimeOffset From(ReadOnlySpan<Certificate> chain) => chain.ToArray().Max(each => each.NotBefore);

    private static DateTimeOffset Until(ReadOnlySpan<Certificate> chain) => chain.ToArray().Min(each => each.NotAfter);

    private static string Because(ImmutableArray<Check> checks) =>
        checks.FirstOrDefault(check => check.Outcome == Outcome.Fail)?.Because ?? "is not authentic";
}
