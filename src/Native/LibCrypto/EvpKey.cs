// SPDX-License-Identifier: Apache-2.0

using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.LibCrypto;

/// <summary>Owns an EVP_PKEY; libcrypto wipes a private one when it frees it.</summary>
internal sealed class EvpKey() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        Evp.FreeKey(handle);
        return true;
    }
}
