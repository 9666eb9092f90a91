// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.EventLogs;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>CCEL logs: each replays to the registers beside it, key 1 for RTMR0 to 4 for RTMR3.</summary>
internal static class EventLogSuite
{
    private const string Kind = "event-log";
    private const string Expected = ".replay.json";

    public static ConformanceSuite Open(VectorFolder folder) =>
        ConformanceSuite.Of(Kind, folder.Files("*" + Expected), file => file[..^Expected.Length], file => Run(folder, file));

    private static ConformanceCase Run(VectorFolder folder, string file)
    {
        string name = file[..^Expected.Length];
        JsonMember[] registers = folder.TryJson(file, out JsonItem? root) ? [.. root.Members] : [];
        string want = string.Join(", ", registers.Select(register => $"{register.Name}: {register.Value.Text}"));
        string got = Replay(folder.Bytes(name + ".bin"), registers);
        return ConformanceCase.Compare(name, Kind, want, got) with { Agrees = registers.Length > 0 && want == got };
    }

    private static string Replay(byte[] bytes, JsonMember[] registers)
    {
        if (!EventLog.TryParse(bytes, out EventLog? log, out Malformed? malformed))
        {
            return malformed.ToString();
        }

        return EventLogs.Replay.TryOf(log, DigestAlgorithm.Sha384, StartValues.Zero, out Replay? replay)
            ? string.Join(", ", registers.Select(register => $"{register.Name}: {Value(replay, register.Name)}"))
            : "the log has no SHA-384 bank";
    }

    private static string Value(Replay replay, string register) =>
        uint.TryParse(register, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && number < EventLogLimits.Registers
            ? Hex.Of(replay.Of(number).Value.Span)
            : "no such register";
}
