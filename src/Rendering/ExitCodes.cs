// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>The one place that turns a result into an exit code.</summary>
public static class ExitCodes
{
    /// <summary>The lowest code of the failed kinds; 4 where nothing was evaluated; a warning is trusted unless strict.</summary>
    public static ExitCode Of(AttestationResult result, bool strict) => result.FailedKind switch
    {
        { } kind => Of(kind),
        null when result.Outcome == Outcome.Warn => strict ? ExitCode.NotAccepted : ExitCode.Trusted,
        null => result.Outcome == Outcome.Pass ? ExitCode.Trusted : ExitCode.NotFresh,
    };

    /// <summary>The code of a failed rule of that kind.</summary>
    public static ExitCode Of(RuleKind kind) => kind switch
    {
        RuleKind.Authenticity => ExitCode.NotAuthentic,
        RuleKind.Policy => ExitCode.NotAccepted,
        _ => ExitCode.NotFresh,
    };
}
