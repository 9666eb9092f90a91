// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>A key that was asked for and the program that it is bound to, in a line; whole in the claims.</summary>
/// <param name="Key">Whom the key stands for, or its digest where nobody is named.</param>
/// <param name="Exe">SHA-256 of the program, hex.</param>
/// <param name="Measured">How its digest was obtained.</param>
/// <param name="Method">How the process was known.</param>
/// <param name="Log">Index among the result's logs.</param>
/// <param name="Leaf">The binding's leaf.</param>
public sealed record BindingSummary(string Key, string Exe, string Measured, string Method, int Log, long Leaf);
