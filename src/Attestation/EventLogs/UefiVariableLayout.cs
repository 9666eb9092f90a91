// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// UEFI_VARIABLE_DATA up to the name. TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.2.6. 32 bytes, little-endian.
/// </summary>
public static class UefiVariableLayout
{
    /// <summary>Vendor GUID, mixed endian.</summary>
    public static readonly Field VariableName = new(nameof(VariableName), 0, 16);

    /// <summary>Length of the name in UTF-16 units.</summary>
    public static readonly Field UnicodeNameLength = new(nameof(UnicodeNameLength), 16, 8);

    /// <summary>Length of the value in bytes.</summary>
    public static readonly Field VariableDataLength = new(nameof(VariableDataLength), 24, 8);

    /// <summary>All fields in order.</summary>
    public static ReadOnlySpan<Field> All => new[] { VariableName, UnicodeNameLength, VariableDataLength };

    /// <summary>Length of the fixed part in bytes.</summary>
    public static int Size => VariableDataLength.End;
}
