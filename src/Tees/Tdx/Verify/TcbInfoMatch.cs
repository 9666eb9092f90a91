// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Endorse;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>TCB info as Intel signed it, and for this platform.</summary>
internal static class TcbInfoMatch
{
    public static Step<SignedCollateral<TcbInfo>> Verify(
        PckChain pck, IssuerChains issuers, Revocation revocation, AppraisalContext context)
    {
        Step<SignedCollateral<TcbInfo>> authentic = SignedCollateral<TcbInfo>.Verify(
            IntelPcs.TcbInfo(pck.Sgx.Fmspc.Span), CollateralRules.TcbInfo, pck, issuers, revocation, context);
        if (authentic.Witness is not { } info)
        {
            return authentic;
        }

        bool same = info.Document.Fmspc.Span.SequenceEqual(pck.Sgx.Fmspc.Span) && info.Document.PceId.Span.SequenceEqual(pck.Sgx.PceId.Span);
        Check check = same
            ? Check.Pass(TdxRules.TcbInfoPlatform)
            : Check.Fail(
                TdxRules.TcbInfoPlatform,
                "TCB info is for another platform family",
                Ids(info.Document.Fmspc, info.Document.PceId),
                Ids(pck.Sgx.Fmspc, pck.Sgx.PceId));
        return new([.. authentic.Checks, check], same ? info : null);
    }

    private static string Ids(ReadOnlyMemory<byte> fmspc, ReadOnlyMemory<byte> pceId) => $"FMSPC {Hex.Of(fmspc.Span)}, PCEID {Hex.Of(pceId.Span)}";
}
