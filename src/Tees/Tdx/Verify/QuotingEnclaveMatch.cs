// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 7: the enclave that reported is Intel's TD quoting enclave.</summary>
internal static class QuotingEnclaveMatch
{
    public static ImmutableArray<Check> Appraise(EnclaveReport report, QeIdentity identity) =>
    [
        report.MrSigner.SequenceEqual(identity.MrSigner.Span)
            ? Check.Pass(TdxRules.QeMrSigner, Hex.Of(report.MrSigner))
            : Check.Fail(TdxRules.QeMrSigner, "MRSIGNER differs", Hex.Of(report.MrSigner), Hex.Of(identity.MrSigner.Span)),
        report.IsvProdId == identity.IsvProdId
            ? Check.Pass(TdxRules.QeIsvProdId)
            : Check.Fail(TdxRules.QeIsvProdId, "ISVPRODID differs", $"{report.IsvProdId}", $"{identity.IsvProdId}"),
        Masked(TdxRules.QeMiscSelect, report.MiscSelect, identity.MiscSelectMask.Span, identity.MiscSelect.Span),
        Masked(TdxRules.QeAttributes, report.Attributes, identity.AttributesMask.Span, identity.Attributes.Span),
    ];

    private static Check Masked(Rule rule, ReadOnlySpan<byte> got, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> want)
    {
        bool equal = got.Length == want.Length && mask.Length == want.Length;
        for (int i = 0; equal && i < want.Length; i++)
        {
            equal = (got[i] & mask[i]) == want[i];
        }

        return equal
            ? Check.Pass(rule, Hex.Of(got))
            : Check.Fail(rule, "differs under the mask", Hex.Of(got), $"{Hex.Of(want)} under mask {Hex.Of(mask)}");
    }
}
