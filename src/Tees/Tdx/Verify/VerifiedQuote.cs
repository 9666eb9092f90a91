// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 4: the quote is signed by the reported key, over its bytes as received. Witness that the TD's report is genuine.</summary>
internal sealed class VerifiedQuote
{
    private VerifiedQuote(Quote quote, PckChain pck)
    {
        Quote = quote;
        Pck = pck;
    }

    public Quote Quote { get; }

    public PckChain Pck { get; }

    public TdBody Body => Quote.Body;

    public static Step<VerifiedQuote> Verify(Quote quote, PckChain pck, QuotingEnclave enclave)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        if (!VerificationKey.TryImportP256Point(quote.AttestationKey, out VerificationKey? key, out Malformed? malformed))
        {
            return new([Check.Fail(TdxRules.SigKey, malformed.ToString(), Hex.Of(quote.AttestationKey))], null);
        }

        using (key)
        {
            bool signed = key.Verifies(SignatureScheme.EcdsaSha256Raw, quote.SignedBytes.Span, quote.QuoteSignature);
            return new(
            [
                Check.Pass(TdxRules.SigKey),
                signed
                    ? Check.Pass(TdxRules.SigQuote, "signed by the attestation key")
                    : Check.Fail(TdxRules.SigQuote, "the signature over header and body does not verify under the attestation key"),
            ],
            signed ? new(quote, pck) : null);
        }
    }
}
