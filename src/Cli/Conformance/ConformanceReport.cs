// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Conformance;

/// <summary>What a folder of vectors gave.</summary>
internal sealed record ConformanceReport(ImmutableArray<ConformanceCase> Cases, ImmutableArray<SkippedCase> Skipped)
{
    public int Agree => Cases.Count(each => each.Agrees);

    public int Disagree => Cases.Length - Agree;

    /// <summary>0 only where every counted case agrees, and there is one.</summary>
    public ExitCode ExitCode => Cases.Length == 0 ? ExitCode.Unusable : Disagree == 0 ? ExitCode.Trusted : ExitCode.NotAuthentic;
}
