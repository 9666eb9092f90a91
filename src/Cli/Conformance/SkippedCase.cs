// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Conformance;

/// <summary>A case that this version cannot run; it does not count.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Because">What it needs.</param>
internal sealed record SkippedCase(string Id, string Because);
