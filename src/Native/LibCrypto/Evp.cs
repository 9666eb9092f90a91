// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Native.LibCrypto;

/// <summary>libcrypto's envelope functions. OpenSSL 3, openssl/evp.h, openssl/err.h; 1 is success everywhere.</summary>
internal static partial class Evp
{
    /// <summary>EVP_PKEY_ED25519, that is NID_ED25519 of openssl/obj_mac.h.</summary>
    public const int Ed25519 = 1087;

    /// <summary>EVP_PKEY_PUBLIC_KEY: OSSL_KEYMGMT_SELECT_PUBLIC_KEY and all parameters, of openssl/core_dispatch.h.</summary>
    public const int PublicKey = 0x86;

    internal const string Library = "libcrypto.so.3";

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    public static unsafe partial EvpKey NewPublicKey(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    public static unsafe partial EvpKey NewPrivateKey(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    public static unsafe partial int GetPublicKey(EvpKey key, byte* bytes, nuint* length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    public static partial EvpContext NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    public static partial int SignInit(EvpContext context, nint keyContext, nint digest, nint engine, EvpKey key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    public static unsafe partial int Sign(EvpContext context, byte* signature, nuint* signatureLength, byte* message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    public static partial int VerifyInit(EvpContext context, nint keyContext, nint digest, nint engine, EvpKey key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    public static unsafe partial int Verify(EvpContext context, byte* signature, nuint signatureLength, byte* message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new_from_name")]
    public static unsafe partial EvpKeyContext NewKeyContext(nint library, byte* name, byte* properties);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    public static partial EvpKeyContext NewKeyContext(EvpKey key, nint engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    public static partial void FreeKeyContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_fromdata_init")]
    public static partial int FromDataInit(EvpKeyContext context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_fromdata")]
    public static unsafe partial int FromData(EvpKeyContext context, out EvpKey key, int selection, OsslParam* parameters);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify_init")]
    public static partial int VerifyDigestInit(EvpKeyContext context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify")]
    public static unsafe partial int VerifyDigest(EvpKeyContext context, byte* signature, nuint signatureLength, byte* digest, nuint digestLength);

    /// <summary>Empties this thread's queue of errors, so that nobody else takes ours for his.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();
}
