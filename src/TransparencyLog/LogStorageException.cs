// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>The machine failed to keep the log: a write, fsync, rename, read or delete did not work. The run ends; nothing is tried twice.</summary>
/// <param name="operation">The call that failed, for example <c>fsync</c>.</param>
/// <param name="path">The path inside the run's directory.</param>
/// <param name="reason">The system's reason, for example <c>ENOSPC: no space left on device</c>.</param>
public sealed class LogStorageException(string operation, string path, string reason)
    : Exception($"{operation} of {(path.Length == 0 ? "the log's directory" : path)}: {reason}")
{
    /// <summary>The call that failed.</summary>
    public string Operation => operation;

    /// <summary>The path inside the run's directory.</summary>
    public string Path => path;
}
