// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Native;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary><c>logs/current</c>: the run id of the live run and a newline; replaced by rename once the run has published.</summary>
internal static class CurrentRun
{
    private const string Name = "current";
    private const string NewName = "current.tmp";

    /// <exception cref="LogStorageException">It cannot be made durable.</exception>
    public static void Write(StateDirectory directory, RunId run)
    {
        using LogDirectory logs = LogDirectory.Open(directory.Logs);
        logs.Delete(NewName);
        logs.WriteDurably(NewName, Encoding.ASCII.GetBytes($"{run}\n"));
        logs.Rename(NewName, Name);
        logs.SyncDirectory("");
    }
}
