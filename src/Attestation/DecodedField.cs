// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>One field of received Evidence, decoded to be shown; nothing about it has been verified.</summary>
/// <param name="Name">Camel case, as in policy keys, for example "mrTd"; unique within the Evidence.</param>
/// <param name="Value">Lower-case hex in memory order, a decimal number, or printable ASCII text with line ends.</param>
/// <param name="Offset">Bytes from the start of the Evidence.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Note">What the value means, for example names of set bits; null where the value says it.</param>
public sealed record DecodedField(string Name, string Value, int Offset, int Length, string? Note);
