// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>The runs of a state directory.</summary>
internal static class Runs
{
    /// <summary>Directories that are named like a run, in no order.</summary>
    public static IReadOnlyList<RunId> In(StateDirectory state) => !Directory.Exists(state.Logs)
        ? []
        : [.. Directory.EnumerateDirectories(state.Logs).Select(path => RunId.TryParse(Path.GetFileName(path), out RunId? run) ? run : null).OfType<RunId>()];
}
