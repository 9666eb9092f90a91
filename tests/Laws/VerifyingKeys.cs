// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Attestation.Native.LibCrypto;

namespace Attestation.Laws;

/// <summary>Laws are held by the keys that the programs verify with; the tests of each TEE run on the base class library's.</summary>
internal static class VerifyingKeys
{
    [ModuleInitializer]
    internal static void Use() => LibCryptoKeys.UseWhereInstalled();
}
