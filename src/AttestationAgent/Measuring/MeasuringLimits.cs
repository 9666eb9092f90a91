// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Measuring;

/// <summary>How much one measurement may cost, and how many there are at once.</summary>
internal sealed record MeasuringLimits
{
    /// <summary>Largest program, 1 GiB: about a second and a half of one core.</summary>
    public long ImageBytes { get; init; } = 1L << 30;

    /// <summary>Largest script, 64 MiB.</summary>
    public long ScriptBytes { get; init; } = 64L << 20;

    /// <summary>From the question to the answer, time in the queue included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long ago an exec must be, where it is recorded, before a pid that somebody handed over is measured.</summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A process that can make the kernel wait holds one of these until it is gone.</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>Looks that may differ before it is refused.</summary>
    public int Attempts { get; init; } = 3;
}
