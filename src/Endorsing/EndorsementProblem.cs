// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>Something about a file of Endorsements that a person should hear of.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Reason">What was got and what is wanted; lower case, no final period.</param>
public sealed record EndorsementProblem(string Path, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Reason}";
}
