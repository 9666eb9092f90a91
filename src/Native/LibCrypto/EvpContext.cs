// SPDX-License-Identifier: Apache-2.0

using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.LibCrypto;

/// <summary>Owns an EVP_MD_CTX.</summary>
internal sealed class EvpContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Evp.FreeContext(handle);
        return true;
    }
}
