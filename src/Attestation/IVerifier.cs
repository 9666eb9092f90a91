// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;

namespace Attestation;

/// <summary>Verifier (RFC 9334): judges Evidence. Pure.</summary>
public interface IVerifier
{
    /// <summary>Appraises Evidence of this TEE at an instant; never throws on any bytes.</summary>
    /// <param name="evidence">As received.</param>
    /// <param name="endorsements">What is at hand; nothing in it is trusted.</param>
    /// <param name="policy">The Relying Party's wishes.</param>
    /// <param name="now">The verification instant; the only time there is.</param>
    AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now);
}
