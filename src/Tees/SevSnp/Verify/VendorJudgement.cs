// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>Judges one of AMD's documents without a report, by the steps of an appraisal: what a cache lets in and gives out.</summary>
/// <remarks>Leaves and lists are judged by the chain of their kind of key, which has a name of its own.</remarks>
internal static class VendorJudgement
{
    /// <summary>The verdict on what lies under a name.</summary>
    public static EndorsementVerdict Of(string name, Endorsements atHand, RootSet roots)
    {
        (SnpProduct product, VekKind kind) = AmdKds.SubjectOf(name);
        string suffix = AmdKds.Suffixes(name)[0];
        if (!atHand.TryGet(name, suffix, out Endorsement? document))
        {
            return EndorsementVerdict.Refused($"no endorsement {name}{suffix}");
        }

        if (VendorCertificates.Find(product, kind, null, atHand) is not { } found)
        {
            return EndorsementVerdict.Refused($"no endorsement {AmdKds.CertChain(product, kind)}{AmdKds.PemChain}, by which it could be judged");
        }

        Step<VendorChain> step = VendorChain.VerifyAnew(found, product, kind, roots);
        return step.Witness is not { } chain ? EndorsementVerdict.Refused(Because(step.Checks)) : suffix switch
        {
            AmdKds.PemChain => Chain(chain),
            AmdKds.Crl => Crl(document, chain),
            _ => Leaf(document, product, kind, chain),
        };
    }

    // AMD has replaced an ASK (Genoa's, in October 2022): a chain is asked for anew, and the older ASK never comes back.
    private static EndorsementVerdict Chain(VendorChain chain) =>
        Valid([chain.Issuer, chain.Root]) with { Issued = chain.Issuer.NotBefore, IsReissued = true };

    private static EndorsementVerdict Crl(Endorsement list, VendorChain chain)
    {
        Step<AuthenticCrl> step = AuthenticCrl.Verify(list, chain.Root, chain.RootKey, ArkRevocation.Rules, VerifiedCache.None);
        if (step.Witness is not { Crl: var crl })
        {
            return EndorsementVerdict.Refused(Because(step.Checks));
        }

        EndorsementVerdict root = Valid([chain.Root]);
        return EndorsementVerdict.Authentic(
            crl.ThisUpdate > root.ValidFrom ? crl.ThisUpdate : root.ValidFrom, crl.NextUpdate < root.ValidUntil ? crl.NextUpdate : root.ValidUntil) with
        {
            Issued = crl.ThisUpdate,
            NextUpdate = crl.NextUpdate,
            Number = crl.CrlNumber,
        };
    }

    // AMD certifies the same key anew at every request: one leaf is as good as another, and has no order among them.
    private static EndorsementVerdict Leaf(Endorsement leaf, SnpProduct product, VekKind kind, VendorChain chain)
    {
        Step<VekChain> step = VekChain.Verify(leaf, product, kind, chain, VerifiedCache.None);
        if (step.Witness is not { } verified)
        {
            return EndorsementVerdict.Refused(Because(step.Checks));
        }

        string own = NameOf(leaf, verified.Vek);
        return own == leaf.Name ? Valid([verified.Leaf, chain.Issuer, chain.Root]) : EndorsementVerdict.Refused($"is {own}, want {leaf.Name}");
    }

    private static string NameOf(Endorsement leaf, VekCertificate vek)
    {
        if (vek.HwId is not { } hwId)
        {
            return AmdKds.Vlek(vek.Product, leaf.Sha256);
        }

        Span<byte> chipId = stackalloc byte[AttestationReportLayout.ChipId.Length];
        chipId.Clear();
        hwId.Span.CopyTo(chipId);
        return AmdKds.Vcek(vek.Product, chipId, vek.Tcb);
    }

    private static EndorsementVerdict Valid(ReadOnlySpan<Certificate> chain)
    {
        (DateTimeOffset from, DateTimeOffset until) = (chain[0].NotBefore, chain[0].NotAfter);
        foreach (Certificate each in chain)
        {
            (from, until) = (each.NotBefore > from ? each.NotBefore : from, each.NotAfter < until ? each.NotAfter : until);
        }

        return EndorsementVerdict.Authentic(from, until);
    }

    private static string Because(ImmutableArray<Check> checks) =>
        checks.FirstOrDefault(check => check.Outcome == Outcome.Fail)?.Because ?? "is not authentic";
}
