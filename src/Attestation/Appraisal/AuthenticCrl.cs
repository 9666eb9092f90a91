// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>Witness that a revocation list was issued by the CA whose certificates it lists; its dates are judged at each use.</summary>
public sealed class AuthenticCrl
{
    private readonly string title;

    private AuthenticCrl(CertificateRevocationList crl)
    {
        Crl = crl;
        title = $"CRL of {crl.Issuer}";
    }

    /// <summary>The list.</summary>
    public CertificateRevocationList Crl { get; }

    /// <summary>Verifies a list, or takes the witness from the cache.</summary>
    /// <param name="endorsement">The list in DER.</param>
    /// <param name="issuer">The CA that must have issued it.</param>
    /// <param name="key">The CA's key.</param>
    /// <param name="rules">Of which this step decides <see cref="CrlRules.Authentic"/>.</param>
    /// <param name="cache">Keeps authentic lists.</param>
    public static Step<AuthenticCrl> Verify(
        Endorsement endorsement, Certificate issuer, VerificationKey key, CrlRules rules, VerifiedCache cache)
    {
        if (!cache.Keeps)
        {
            return VerifyAnew(endorsement.Bytes, issuer, key, rules);
        }

        return cache.Get(
            new VerifiedKey(rules.Authentic.Id, endorsement.Sha256, issuer.Sha256),
            (endorsement, issuer, key, rules),
            static input => VerifyAnew(input.endorsement.Bytes, input.issuer, input.key, input.rules));
    }

    /// <summary>Its dates, at this use.</summary>
    public Check InDate(Rule rule, AppraisalPolicy policy, DateTimeOffset now) =>
        DocumentDates.Check(rule, title, Crl.ThisUpdate, Crl.NextUpdate, policy.ClockSkew, policy.MaxStaleCrl, now);

    private static Step<AuthenticCrl> VerifyAnew(ReadOnlyMemory<byte> der, Certificate issuer, VerificationKey key, CrlRules rules)
    {
        if (!CertificateRevocationList.TryParse(der, out CertificateRevocationList? crl, out Malformed? malformed))
        {
            return new([Check.Broken(rules.Authentic, malformed)], null);
        }

        string? wrong = Fault(crl, issuer, key, rules);
        return wrong is null
            ? new([Check.Pass(rules.Authentic, $"{crl.Issuer}: {crl.RevokedCount} revoked")], new(crl))
            : new([Check.Fail(rules.Authentic, wrong)], null);
    }

    private static string? Fault(CertificateRevocationList crl, Certificate issuer, VerificationKey key, CrlRules rules)
    {
        Issuance issuance = CertificatePath.Verify(crl, issuer, key);
        return crl.CrlNumber is null ? "the CRL lacks CRLNumber"
            : crl.AuthorityKeyIdentifier is null && rules.WantsKeyIdentifier ? "the CRL lacks AuthorityKeyIdentifier"
            : issuance != Issuance.Issued ? $"the CRL of {crl.Issuer} is not issued by {issuer.Subject}: {issuance}"
            : null;
    }
}
