// SPDX-License-Identifier: Apache-2.0

using Attestation.EndToEnd.Processes;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.EndToEnd.Measuring;

/// <summary>An agent that keeps records of execs.</summary>
internal static class RecordingSite
{
    /// <param name="settling">How long ago an exec must be, ISO 8601.</param>
    public static AgentSite Of(string settling)
    {
        RequireEvents();
        return new() { Settings = { ["measuring.execRecords"] = "true", ["measuring.settlingTime"] = settling } };
    }

    // Skips the running test where the kernel does not tell this process of others.
    private static void RequireEvents()
    {
        try
        {
            new ProcessEvents(TimeProvider.System).Listen().Dispose();
        }
        catch (KernelException refused)
        {
            Assert.Skip($"{refused.Message}: the proc connector needs CAP_NET_ADMIN and the first namespaces");
        }
    }
}
