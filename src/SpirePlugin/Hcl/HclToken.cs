// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hcl;

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A string's value, a number as JSON writes it, an identifier.</param>
/// <param name="Line">Its line, counted from 1.</param>
internal readonly record struct HclToken(HclTokenKind Kind, string Value, int Line);
