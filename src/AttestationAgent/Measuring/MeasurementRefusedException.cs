// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Measuring;

/// <summary>A process is not measured, and gets no identity by what it runs.</summary>
/// <param name="reason">Why.</param>
/// <param name="because">What was seen; lower case, no final period.</param>
/// <param name="inner">What it came from.</param>
internal sealed class MeasurementRefusedException(MeasurementReason reason, string because, Exception? inner = null) : Exception(because, inner)
{
    public MeasurementReason Reason => reason;
}
