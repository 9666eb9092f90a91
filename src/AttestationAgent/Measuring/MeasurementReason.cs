// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Measuring;

/// <summary>Why a process is not measured; the code is what callers and logs see.</summary>
/// <param name="Code">Lower-case kebab, for example <c>memfd</c>.</param>
/// <param name="Says">What was seen.</param>
internal sealed record MeasurementReason(string Code, string Says);
