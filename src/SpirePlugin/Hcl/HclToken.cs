// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hcl;

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A string's value, a number in decimal where it is an integer that fits, an identifier.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Spelling">A number as the file has it; else null.</param>
internal readonly record struct HclToken(HclTokenKind Kind, string Value, int Line, string? Spelling = null);
