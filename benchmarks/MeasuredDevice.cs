// SPDX-License-Identifier: Apache-2.0

using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>The device that took part in a measurement.</summary>
/// <param name="Kind">Hardware or simulator.</param>
/// <param name="Name">Which.</param>
internal sealed record MeasuredDevice(string Kind, string Name)
{
    /// <summary>No device is asked.</summary>
    public static MeasuredDevice None { get; } = new(ReportDocument.Simulator, "none");

    /// <summary>A TEE's own.</summary>
    public static MeasuredDevice Hardware(string name) => new(ReportDocument.Hardware, name);

    /// <summary>A model of one.</summary>
    public static MeasuredDevice Simulated(string name) => new(ReportDocument.Simulator, $"SIMULATED: {name}");
}
