// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks.Report;

/// <summary>A column of a part.</summary>
/// <param name="Property">The result file's name of it.</param>
/// <param name="Words">Its head: what, and the unit.</param>
internal sealed record Figure(string Property, string Words);
