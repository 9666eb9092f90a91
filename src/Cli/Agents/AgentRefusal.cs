// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.AgentClient;

namespace Attestation.Cli.Agents;

/// <summary>What an agent's refusal means to a person: the reason, the next step, the exit code.</summary>
internal static class AgentRefusal
{
    private const string Unimplemented = "Unimplemented";

    /// <summary>5 where no Evidence can be had, 1 where the request itself is wrong.</summary>
    public static CliError Of(AgentException refused) => new($"{refused.Reason}: {refused.Message}")
    {
        ExitCode = IsCallers(refused) ? ExitCode.Unusable : ExitCode.NoEvidence,
        Hint = Hint(refused),
    };

    private static bool IsCallers(AgentException refused) => refused.Reason is "malformed" or "too-large" or "idempotency-mismatch" or "reserved-prefix";

    private static string? Hint(AgentException refused) => refused.Reason switch
    {
        AgentException.Unreachable => "`attest doctor` looks for an agent and a device; --socket DIR names another agent; its socket is for members of its group",
        "overloaded" or "quota" => $"try again{After(refused.RetryAfter)}; quotas.user-data in the agent's configuration is the limit",
        "device-busy" or "device-timeout" => "try again; `attest doctor` says how the device is reached, the agent's log what it answered",
        "starting" or "run-ended" => "try again: the agent starts its next run",
        "no-tee" or "required-tee-missing" => "`attest doctor` lists what was looked for",
        "log-storage-corrupt" => "`attest log verify DIR` names the file; the agent ends this run",
        Unimplemented => "the agent is older than this program",
        _ => null,
    };

    private static string After(TimeSpan span) =>
        span > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" in {Math.Ceiling(span.TotalMilliseconds)} ms") : "";
}
