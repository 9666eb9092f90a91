// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Metrics;

/// <summary>What tells one series of a metric from another; every instance of a metric has the same names.</summary>
/// <param name="Name">Lower-case, <c>status</c>.</param>
/// <param name="Value">One of few, never an id or a digest.</param>
internal readonly record struct MetricLabel(string Name, string Value);
