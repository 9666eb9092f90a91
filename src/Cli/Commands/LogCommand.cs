// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Attestation.Cli.Commands;

/// <summary><c>attest log</c>: an agent's log as it lies on a disk.</summary>
internal static class LogCommand
{
    /// <summary>What DIR is, in every verb below this one.</summary>
    public const string Directory = "a run's directory, or a state directory (logs/<run id>)";

    public static Command Create(Session session) => new("log", "read and check an agent's transparency log on disk")
    {
        LogShowCommand.Create(session),
        LogVerifyCommand.Create(session),
        LogProveCommand.Create(session),
        LogAuditCommand.Create(session),
    };
}
