// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Containers;

/// <summary>How much the agent waits for, and takes from, the container runtime.</summary>
internal static class CriLimits
{
    /// <summary>Bytes of an answer: the runtime's verbose status has the container's environment twice.</summary>
    public const int AnswerBytes = 4 << 20;

    /// <summary>For an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After an answer that did not come in time nobody waits for the runtime so long: a measurement holds a turn meanwhile.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Between two warnings.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
}
