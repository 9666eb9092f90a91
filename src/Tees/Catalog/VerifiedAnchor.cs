// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Catalog;

/// <summary>Witness: the log's start is the last event of the quoted anchor register.</summary>
/// <param name="Register">The register, for example <c>rtmr3</c>.</param>
/// <param name="Run">Which run of the boot this is, counted from 1.</param>
/// <param name="Runs">How many runs the boot had when the quote was made.</param>
internal sealed record VerifiedAnchor(string Register, int Run, int Runs);
