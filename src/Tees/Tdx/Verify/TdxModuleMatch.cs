// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Endorse;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 8: the TDX module at launch is signed by whom TCB info names. Witness for TCB matching.</summary>
internal sealed class TdxModuleMatch
{
    private TdxModuleMatch()
    {
    }

    public static Step<TdxModuleMatch> Verify(TdBody body, TcbInfo info)
    {
        byte version = body.TeeTcbSvn[1];
        if (info.Module(version) is not { } identity)
        {
            return new([Check.Fail(TdxRules.ModIdentity, $"TCB info has no identity TDX_{version:X2}", $"module version {version}")], null);
        }

        Check signer = body.MrSignerSeam.SequenceEqual(identity.MrSigner.Span)
            ? Check.Pass(TdxRules.ModSigner)
            : Check.Fail(TdxRules.ModSigner, "MRSIGNERSEAM differs", Hex.Of(body.MrSignerSeam), Hex.Of(identity.MrSigner.Span));
        Check attributes = Attributes(body.SeamAttributes, identity);
        bool matches = signer.Outcome == Outcome.Pass && attributes.Outcome == Outcome.Pass;
        return new(
            [Check.Pass(TdxRules.ModIdentity, identity.Id.Length == 0 ? "module of version 0" : $"module {identity.Id}"), signer, attributes],
            matches ? new() : null);
    }

    // Intel's library demands zero and ignores the mask; both are demanded here.
    private static Check Attributes(ReadOnlySpan<byte> got, TdxModuleIdentity identity)
    {
        bool equal = !got.ContainsAnyExcept((byte)0);
        for (int i = 0; equal && i < got.Length; i++)
        {
            equal = (identity.Attributes.Span[i] & identity.AttributesMask.Span[i]) == 0;
        }

        return equal
            ? Check.Pass(TdxRules.ModAttributes)
            : Check.Fail(
                TdxRules.ModAttributes, "SEAMATTRIBUTES are not zero, or not what TCB info names", Hex.Of(got), Hex.Of(identity.Attributes.Span));
    }
}
