// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>A field of received bytes as <c>attest show</c> prints it; nothing about it is verified.</summary>
/// <param name="Name">camelCase, as in policies, for example <c>mrTd</c>.</param>
/// <param name="Value">Hex, or a decimal number.</param>
/// <param name="Offset">Bytes from the start of the shown bytes.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Note">What the value means; null where it speaks for itself.</param>
public sealed record DecodedField(string Name, string Value, int Offset, int Length, string? Note = null);
