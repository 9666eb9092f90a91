// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>A service module whose manifest a report covers.</summary>
/// <param name="Provider">For example <c>svsm</c>.</param>
public sealed record TsmService(string Provider)
{
    /// <summary>One service; null for all.</summary>
    public Guid? Id { get; init; }

    /// <summary>Version of its manifest.</summary>
    public uint ManifestVersion { get; init; }
}
