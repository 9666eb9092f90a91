// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>The state directory (CONTRACTS, sections 1.2 and 11.2): a directory for each run, the name of the live one, a lock.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record StateDirectory(string Path)
{
    private const string LogsName = "logs";

    /// <summary>Holds runs.</summary>
    public string Logs => System.IO.Path.Combine(Path, LogsName);

    /// <summary>Names the live run.</summary>
    public string Current => System.IO.Path.Combine(Logs, "current");

    /// <summary>Held by the one agent of the directory.</summary>
    public string Lock => System.IO.Path.Combine(Path, "lock");

    /// <summary>A run's own directory.</summary>
    public string Of(RunId run) => System.IO.Path.Combine(Logs, run.Value);
}
