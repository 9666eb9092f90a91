// SPDX-License-Identifier: Apache-2.0

using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.LibCrypto;

/// <summary>Owns an EVP_PKEY_CTX.</summary>
internal sealed class EvpKeyContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Evp.FreeKeyContext(handle);
        return true;
    }
}
