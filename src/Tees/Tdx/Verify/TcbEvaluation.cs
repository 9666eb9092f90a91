// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Endorse;

namespace Attestation.Tdx.Verify;

/// <summary>What TCB info and QE identity say of a platform.</summary>
/// <param name="Launch">Status of the TCB at the TD's launch (TEE_TCB_SVN).</param>
/// <param name="Current">Status of the TCB that is loaded now (TEE_TCB_SVN_2); null in bodies before 1.5, and where <paramref name="Launch"/> is terminal.</param>
/// <param name="Final">The merged status, relaunch advice included.</param>
public sealed record TcbEvaluation(TcbMatch Launch, TcbMatch? Current, TcbStatus Final)
{
    /// <summary>Advisories of the launch TCB, each once; none on a terminal status.</summary>
    public ImmutableArray<string> Advisories => IsTerminal(Final) ? [] : Launch.Advisories;

    /// <summary>The oldest date of the levels that were matched at launch; null where none was.</summary>
    public DateTimeOffset? Date => Launch.Date;

    /// <summary>Revoked and NotSupported end an appraisal.</summary>
    public static bool IsTerminal(TcbStatus status) => status is TcbStatus.Revoked or TcbStatus.NotSupported or TcbStatus.NotEvaluated;
}
