// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Kinds of tokens.</summary>
internal enum HclTokenKind
{
    End,
    Identifier,
    Text,
    Number,
    Boolean,
    Assign,
    Comma,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
}
