// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;

namespace Attestation.EndToEnd.Processes;

/// <summary>kill(1): the base library sends SIGKILL alone.</summary>
internal static class Signals
{
    public static void Send(string name, int pid)
    {
        using Process kill = Process.Start("kill", ["-s", name, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
