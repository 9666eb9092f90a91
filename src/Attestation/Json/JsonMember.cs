// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Json;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name, unescaped.</param>
/// <param name="Value">Its value.</param>
public readonly record struct JsonMember(string Name, JsonItem Value);
