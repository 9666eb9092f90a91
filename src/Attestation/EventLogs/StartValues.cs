// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>The start values of registers.</summary>
public static class StartValues
{
    /// <summary>The PCR that starts at the locality from which the TPM was started.</summary>
    public const uint LocalityRegister = 0;

    private const uint FirstDynamic = 17;
    private const uint LastDynamic = 22;

    private static ReadOnlySpan<byte> Signature => "StartupLocality\0"u8;

    /// <summary>Every register starts as zero bytes: measurement registers of confidential guests.</summary>
    public static byte[] Zero(EventLog log, uint register, int size) => new byte[size];

    /// <summary>
    /// PCRs of a TPM: PCR 0 ends in the startup locality that the log states (3, or 4 after an H-CRTM), PCRs 17 to 22 are all FF until a
    /// dynamic launch, the others zero.
    /// </summary>
    /// <remarks>TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.4.5.3; Platform TPM Profile 1.05, section 4.6.2.</remarks>
    public static byte[] Pcr(EventLog log, uint register, int size)
    {
        byte[] value = new byte[size];
        if (register is >= FirstDynamic and <= LastDynamic)
        {
            value.AsSpan().Fill(0xFF);
        }
        else if (register == LocalityRegister && size > 0)
        {
            byte? stated = log.Events.Select(LocalityIn).FirstOrDefault(locality => locality is not null);
            value[^1] = stated is 3 or 4 ? stated.Value : (byte)0;
        }

        return value;
    }

    /// <summary>The locality that a record states, any byte; null where it is no startup locality event.</summary>
    public static byte? LocalityIn(LoggedEvent record) =>
        record.Type == EventType.NoAction
        && record.Register == LocalityRegister
        && record.Data.Length == Signature.Length + 1
        && record.Data.Span.StartsWith(Signature)
            ? record.Data.Span[Signature.Length]
            : null;
}
