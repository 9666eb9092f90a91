// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>Validity of certificates at an instant; never tolerated.</summary>
public static class CertificateDates
{
    /// <summary>Fails with the first certificate that is not valid at <paramref name="now"/>.</summary>
    public static Check Check(Rule rule, ReadOnlySpan<Certificate> certificates, DateTimeOffset now)
    {
        foreach (Certificate certificate in certificates)
        {
            if (!certificate.IsInValidity(now))
            {
                string window = $"{UtcTime.Of(certificate.NotBefore)} to {UtcTime.Of(certificate.NotAfter)}";
                string when = now < certificate.NotBefore ? "not yet valid" : "expired";
                return Attestation.Check.Fail(
                    rule, $"{certificate.Subject} is {when} at {UtcTime.Of(now)}: it is valid from {window}", UtcTime.Of(now), window);
            }
        }

        return Attestation.Check.Pass(rule);
    }
}
