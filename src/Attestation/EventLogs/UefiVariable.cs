// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;
using Layout = Attestation.EventLogs.UefiVariableLayout;

namespace Attestation.EventLogs;

/// <summary>UEFI_VARIABLE_DATA, the event of the EV_EFI_VARIABLE types.</summary>
public sealed class UefiVariable : IWire<UefiVariable>
{
    private const string Structure = "UEFI_VARIABLE_DATA";

    private UefiVariable(ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> value)
    {
        Raw = raw;
        Name = Encoding.Unicode.GetString(name.Span);
        Value = value;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>GUID of the variable's vendor.</summary>
    public Guid Vendor => new(Raw.Span.Bytes(Layout.VariableName));

    /// <summary>The variable's name; what is no UTF-16 reads as U+FFFD, and a terminating NUL, which some firmwares log, stays.</summary>
    public string Name { get; }

    /// <summary>The variable's value; empty where the variable does not exist.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out UefiVariable? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        if (bytes.Length < Layout.Size)
        {
            malformed = new(Structure, Layout.VariableName.Name, $"got {bytes.Length} bytes, want at least {Layout.Size}");
            return false;
        }

        ulong units = bytes.Span.U64(Layout.UnicodeNameLength);
        ulong value = bytes.Span.U64(Layout.VariableDataLength);
        ulong rest = (ulong)(bytes.Length - Layout.Size);
        if (units > rest / sizeof(char) || value != rest - (units * sizeof(char)))
        {
            string reason = $"got {units} name units and {value} bytes, want {rest} bytes in all";
            malformed = new(Structure, Layout.VariableDataLength.Name, reason);
            return false;
        }

        int nameEnd = Layout.Size + ((int)units * sizeof(char));
        parsed = new(bytes, bytes[Layout.Size..nameEnd], bytes[nameEnd..]);
        malformed = null;
        return true;
    }
}
