// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Spiffe;

/// <summary>The Workload API answered with something that is no identity.</summary>
/// <param name="because">Got and want; lower case, no final period.</param>
public sealed class WorkloadApiException(string because) : Exception(because);
