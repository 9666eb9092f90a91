// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Json;

/// <summary>What a JSON value is.</summary>
public enum JsonKind : byte
{
    /// <summary>The literal null.</summary>
    Null = 0,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A number, kept as its text.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A list of values.</summary>
    Array,

    /// <summary>Members with distinct names.</summary>
    Object,
}
