// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What is asked of configfs-tsm.</summary>
/// <param name="ReportData">64 bytes; hashed by the caller, never padded or cut here.</param>
public sealed record TsmRequest(ReadOnlyMemory<byte> ReportData)
{
    /// <summary>The privilege level that the report is for; null asks for the lowest that is allowed, where the provider knows levels.</summary>
    public int? PrivilegeLevel { get; init; }

    /// <summary>The service whose manifest the report covers; null for none.</summary>
    public TsmService? Service { get; init; }
}
