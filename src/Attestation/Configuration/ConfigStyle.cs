// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Configuration;

/// <summary>How keys and values are spelled.</summary>
public enum ConfigStyle
{
    /// <summary>Keys as they are asked for, values of exactly the type.</summary>
    Json,

    /// <summary>
    /// As users of HashiCorp's HCL expect: keys in snake_case and in any case, a number where a string is wanted, digits in a string where a
    /// number is, one object for a list of objects, a block that is repeated. A string is never a boolean, a scalar never a list.
    /// </summary>
    Hcl,
}
