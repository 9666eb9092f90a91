// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Conformance;

/// <summary>What a folder of vectors holds.</summary>
/// <param name="Suites">The suites whose files are there.</param>
/// <param name="Skipped">What this version cannot run.</param>
internal sealed record ConformanceSuites(IReadOnlyList<ConformanceSuite> Suites, ImmutableArray<SkippedCase> Skipped);
