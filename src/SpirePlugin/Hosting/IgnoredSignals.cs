// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>Signals that reach the whole group or cgroup while SPIRE still needs its plugins: it ends them itself.</summary>
internal sealed class IgnoredSignals : IDisposable
{
    // SIGUSR1 of include/uapi/asm-generic/signal.h: SPIRE's own "reconfigure".
    private const PosixSignal Reconfigure = (PosixSignal)10;

    private readonly ImmutableArray<PosixSignalRegistration> held =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, Reconfigure }.Select(each => PosixSignalRegistration.Create(each, signal => signal.Cancel = true))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration each in held)
        {
            each.Dispose();
        }
    }
}
