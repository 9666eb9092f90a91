// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 1: the received bytes are a quote that this verifier understands whole.</summary>
internal static class QuoteFormat
{
    public static Step<Quote> Read(ReadOnlyMemory<byte> received)
    {
        if (!Quote.TryParse(received, out Quote? quote, out Malformed? malformed))
        {
            return new([Check.Broken(TdxRules.FmtStructure, malformed)], null);
        }

        bool chainInside = quote.CertificationType == CertificationData.PckChain;
        return new(
        [
            Check.Pass(TdxRules.FmtStructure, $"{quote.Raw.Length} bytes"),
            Check.Pass(TdxRules.FmtVersion, $"quote v{quote.Version}"),
            Check.Pass(TdxRules.FmtKeyType),
            Check.Pass(TdxRules.FmtTeeType),
            Check.Pass(TdxRules.FmtVendor),
            Check.Pass(TdxRules.FmtBody, $"{quote.Body.Type}, {quote.Body.Raw.Length} bytes"),
            Check.Pass(TdxRules.FmtCertificationData),
            Check.Require(
                TdxRules.FmtCertificationType,
                chainInside,
                $"type {quote.CertificationType}",
                $"type {CertificationData.PckChain}",
                $"unsupported certification data type {quote.CertificationType}: {Missing(quote.CertificationType)}"),
            Check.Pass(TdxRules.FmtTail, quote.TailLength == 0 ? "no tail" : $"{quote.TailLength} zero bytes"),
        ],
        chainInside ? quote : null);
    }

    private static string Missing(int type) =>
        type == 4 ? "the issuers of the PCK certificate are not in the quote" : "the PCK certificate is not in the quote";
}
