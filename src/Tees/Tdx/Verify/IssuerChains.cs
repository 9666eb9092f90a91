// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Issuer chains within one appraisal: TCB info and QE identity usually share one, which is verified once.</summary>
internal sealed class IssuerChains(Certificate anchor, VerificationKey anchorKey)
{
    private Endorsement? lastChain;
    private (IssuerChain? Chain, string? Wrong) lastIssuer;

    /// <summary>The issuer chain in an Endorsement, or what is wrong with it.</summary>
    public (IssuerChain? Chain, string? Wrong) Of(Endorsement endorsement)
    {
        if (!ReferenceEquals(lastChain, endorsement))
        {
            lastIssuer = IssuerChain.Verify(endorsement.Bytes, anchor, anchorKey);
            lastChain = endorsement;
        }

        return lastIssuer;
    }
}
