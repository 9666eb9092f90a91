// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Whom this process runs as.</summary>
public static class CurrentUser
{
    /// <summary>The effective user id.</summary>
    public static uint Uid() => LibC.GetEffectiveUid();

    /// <summary>The effective group id.</summary>
    public static uint Gid() => LibC.GetEffectiveGid();
}
