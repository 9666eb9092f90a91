// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

/// <summary>Real logs, outside the repository.</summary>
internal static class VectorLogs
{
    /// <summary>Paths of all logs of confidential guests and TPMs.</summary>
    public static IEnumerable<string> All() => Ccel().Concat(Tpm());

    /// <summary>Paths of the logs that have a replay beside them.</summary>
    public static IEnumerable<string> Ccel() =>
        Directory.GetFiles(Vectors.PathOf("tdx", "eventlog"), "*.replay.json").Order().Select(path => path.Replace(".replay.json", ".bin"));

    public static EventLog Read(string path)
    {
        Assert.True(EventLog.TryParse(File.ReadAllBytes(path), out EventLog? log, out Malformed? malformed), $"{path}: {malformed}");
        return log;
    }

    public static EventLog Ccel(string name) => Read(Vectors.PathOf("tdx", "eventlog", name));

    /// <summary>Paths of the logs of TPMs, one of a confidential guest among them.</summary>
    public static IEnumerable<string> Tpm() =>
        Directory.GetFiles(Vectors.PathOf("tpm", "eventlogs"), "*.bin").Where(path => !path.Contains("acpi-table")).Order();
}
