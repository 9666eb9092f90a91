// SPDX-License-Identifier: Apache-2.0

namespace Attestation.AgentClient;

/// <summary>What a key manager may announce; the agent refuses more.</summary>
public static class HeldKeyLimits
{
    /// <summary>Keys of one announcement.</summary>
    public const int Keys = 16;

    /// <summary>Bytes of a SubjectPublicKeyInfo.</summary>
    public const int KeyBytes = 1024;
}
