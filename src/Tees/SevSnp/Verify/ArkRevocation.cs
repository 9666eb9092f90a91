// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 6: the revocation list of the ARK, and what it says of ASK or ASVK. Leaves have serial 0 and are never listed.</summary>
internal static class ArkRevocation
{
    /// <summary>Those of the ARK's list; AMD's profile does not demand AuthorityKeyIdentifier.</summary>
    public static readonly CrlRules Rules = new(SevSnpRules.CrlPresent, SevSnpRules.CrlAuthentic, SevSnpRules.CrlInDate) { WantsKeyIdentifier = false };

    public static ImmutableArray<Check> Appraise(
        VendorChain vendor, SnpProduct product, VekKind kind, CertificateTable? table, AppraisalContext context)
    {
        ImmutableArray<Check>.Builder checks = ImmutableArray.CreateBuilder<Check>();
        string name = AmdKds.RevocationList(product, kind);
        if (!context.Endorsements.TryGet(name, AmdKds.Crl, out Endorsement? list) && table?.Crl is { } tabled)
        {
            list = new(name, AmdKds.Crl, tabled) { Source = VekSearch.TableSource };
        }

        RevocationList crl = RevocationList.Read(list, name + AmdKds.Crl, vendor.Root, vendor.RootKey, Rules, context, checks);
        Check root = crl.Judge(SevSnpRules.ArkRevocation, vendor.Root, "needs the revocation list");
        checks.Add(root.Outcome == Outcome.Pass ? crl.Judge(SevSnpRules.ArkRevocation, vendor.Issuer, "needs the revocation list") : root);
        return checks.ToImmutable();
    }
}
