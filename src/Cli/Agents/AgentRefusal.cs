// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.AgentClient;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Cli.Agents;

/// <summary>What an agent's refusal means to a person: the reason, the next step, the exit code.</summary>
internal static class AgentRefusal
{
    private const string Unimplemented = "Unimplemented";

    /// <summary>5 where no Evidence can be had, 1 where the request itself is wrong.</summary>
    /// <param name="refused">What the connection threw.</param>
    /// <param name="directory">The agent's socket directory.</param>
    /// <param name="socket">Which of them was asked.</param>
    public static CliError Of(AgentException refused, string directory, AgentSocket socket = AgentSocket.Agent) => new(Message(refused, directory, socket))
    {
        ExitCode = IsCallers(refused) ? ExitCode.Unusable : ExitCode.NoEvidence,
        Hint = Hint(refused),
    };

    /// <summary>The reason and one sentence; of an agent that did not answer, what lies where its socket is wanted.</summary>
    public static string Message(AgentException refused, string directory, AgentSocket socket = AgentSocket.Agent) => refused.Reason switch
    {
        AgentException.Unreachable => Unreachable(AgentConnection.SocketIn(directory, socket)),
        Unimplemented => "the agent does not know this call",
        _ => $"{refused.Reason}: {refused.Message}",
    };

    private static string Unreachable(string socket)
    {
        try
        {
            return FileStatus.Of(socket) switch
            {
                null => $"{socket}: no agent: there is no such socket",
                { Kind: FileKind.Socket } => $"{socket}: nobody answers, or this user may not connect",
                { Kind: var kind } => $"{socket}: is no socket ({kind})",
            };
        }
        catch (KernelException failed)
        {
            return failed.Message;
        }
    }

    private static bool IsCallers(AgentException refused) => refused.Reason is "malformed" or "too-large" or "idempotency-mismatch" or "reserved-prefix";

    private static string? Hint(AgentException refused) => refused.Reason switch
    {
        AgentException.Unreachable => "`attest doctor` looks for an agent and a device; --socket DIR names another agent; its socket is for members of its group",
        "overloaded" or "quota" => $"try again{After(refused.RetryAfter)}; quotas in the agent's configuration are the limit",
        AgentException.ProcessRefused => "the page on threats says what the code means; a program binds its own key, this one binds as itself",
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
