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
            Check.Pass(TdxRules.FmtBody, BodyName(quote.Body.Type)),
            Check.Pass(TdxRules.FmtCertificationData),
            chainInside ? Check.Pass(TdxRules.FmtCertificationType) : NoChain(quote.CertificationType),
            Check.Pass(TdxRules.FmtTail, quote.TailLength == 0 ? null : $"{quote.TailLength} zero bytes behind it"),
        ],
        chainInside ? quote : null);
    }

    private static Check NoChain(int type) => Check.Fail(
        TdxRules.FmtCertificationType,
        $"unsupported certification data type {type}: the {(type == 4 ? "issuers of the PCK certificate are" : "PCK certificate is")} not in the quote",
        $"type {type}",
        $"type {CertificationData.PckChain}");

    private static string BodyName(TdBodyType type) => type switch
    {
        TdBodyType.Td10 => "TD 1.0 body",
        TdBodyType.Td15 => "TD 1.5 body",
        _ => "TD 1.5 body with partitions",
    };
}
