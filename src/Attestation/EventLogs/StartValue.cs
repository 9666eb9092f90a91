// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>What a register holds before anything is extended; one function for each kind of device (<see cref="StartValues"/>).</summary>
/// <param name="log">The log, since some devices say there how they started.</param>
/// <param name="register">The register's number as the log counts.</param>
/// <param name="size">Length of the bank's digests in bytes.</param>
/// <returns>A new array of <paramref name="size"/> bytes.</returns>
public delegate byte[] StartValue(EventLog log, uint register, int size);
