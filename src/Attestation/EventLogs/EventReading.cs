// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>One record and what its digest says about its data.</summary>
/// <param name="Event">The record.</param>
/// <param name="Match">Whether the digest is that of the data.</param>
/// <param name="Covered">
/// The part of the data that the digest covers, which alone may be believed; empty without a match. Of EV_EFI_VARIABLE_BOOT often the
/// value without the variable's name, of GRUB's EV_IPL the text without its prefix.
/// </param>
/// <param name="AfterSeparator">True where a separator of the same register lies before it: then the firmware did not measure it.</param>
public sealed record EventReading(LoggedEvent Event, DigestMatch Match, ReadOnlyMemory<byte> Covered, bool AfterSeparator);
