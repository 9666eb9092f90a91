// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.EventLogs;

/// <summary>What a log says one register holds.</summary>
/// <param name="Register">The register's number as the log counts.</param>
/// <param name="Start">The value before the first event.</param>
/// <param name="Value">The value after the last.</param>
/// <param name="Events">The records that extended it, in order; may be empty.</param>
public sealed record ReplayedRegister(
    uint Register,
    ReadOnlyMemory<byte> Start,
    ReadOnlyMemory<byte> Value,
    ImmutableArray<LoggedEvent> Events);
