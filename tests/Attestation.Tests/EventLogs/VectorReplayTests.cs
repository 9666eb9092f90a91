// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using Attestation.EventLogs;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

public sealed class VectorReplayTests
{
    private const DigestAlgorithm Sha384 = DigestAlgorithm.Sha384;

    [Fact]
    public void All_eight_ccel_logs_replay_to_their_stated_registers()
    {
        string[] paths = [.. VectorLogs.Ccel()];
        Assert.Equal(8, paths.Length);
        foreach (string path in paths)
        {
            Assert.True(Replay.TryOf(VectorLogs.Read(path), Sha384, StartValues.Zero, out Replay? replay), path);
            using JsonDocument stated = JsonDocument.Parse(File.ReadAllBytes(path.Replace(".bin", ".replay.json")));
            Assert.Equal(
                stated.RootElement.EnumerateObject().Select(one => $"{one.Name} {one.Value.GetString()}"),
                replay.Registers.Select(Show));
        }
    }

    [Theory]
    [InlineData("cos113-ccel-data.bin", "00b2526a", 3)]
    [InlineData("cctrusted-ccel_data.bin", "3f49cfeb", 2)]
    [InlineData("lunal-ccel-live2.bin", "3ab56d67", 3)]
    public void A_log_matches_the_registers_of_the_quote_taken_with_it(string name, string quote, int matching)
    {
        var matches = RegisterMatch.Compare(VectorLogs.Ccel(name), Sha384, StartValues.Zero, QuotedBy(quote))!.Value;

        RegisterState[] states = [.. matches.Select(match => match.State)];
        Assert.Equal(Enumerable.Repeat(RegisterState.Match, matching), states[..matching]);
        Assert.DoesNotContain(RegisterState.Match, states[matching..]);
        Assert.All(matches, match => Assert.Equal(match.State == RegisterState.Mismatch, match.Divergence is not null));
        Assert.Equal(RegisterState.NotInLog, matches[3].State);
    }

    [Fact]
    public void A_log_of_another_boot_matches_some_registers_and_the_rest_is_named()
    {
        EventLog log = VectorLogs.Ccel("cctrusted-ccel_data.bin");
        var matches = RegisterMatch.Compare(log, Sha384, StartValues.Zero, QuotedBy("3f49cfeb"))!.Value;

        Assert.Equal(RegisterState.Mismatch, matches[2].State);
        Assert.StartsWith("RTMR2: ", matches[2].Describe(register => $"RTMR{register - 1}"));
    }

    [Fact]
    public void Every_tpm_log_replays_to_its_stated_registers_in_every_bank()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllBytes(Vectors.PathOf("tpm", "cases.json")));
        JsonElement all = cases.RootElement.GetProperty("cases");
        JsonElement[] logs = [.. all.EnumerateArray().Where(one => one.GetProperty("kind").GetString() == "event-log")];
        Assert.Equal(13, logs.Length);
        foreach (JsonElement one in logs)
        {
            Fits(one);
        }
    }

    private static void Fits(JsonElement stated)
    {
        EventLog log = VectorLogs.Read(Vectors.PathOf("tpm", stated.GetProperty("files").GetProperty("log").GetString()!));
        Assert.Equal(stated.GetProperty("events").GetInt32(), log.Events.Length);
        Assert.Equal(stated.GetProperty("format").GetString() == "sha1" ? EventLogFormat.Sha1 : EventLogFormat.CryptoAgile, log.Format);
        JsonProperty[] banks = [.. stated.GetProperty("registers").EnumerateObject()];
        Assert.Equal(banks.Length, log.Banks.Length);
        foreach (JsonProperty bank in banks)
        {
            DigestAlgorithm algorithm = Enum.Parse<DigestAlgorithm>(bank.Name, ignoreCase: true);
            Assert.True(Replay.TryOf(log, algorithm, StartValues.Pcr, out Replay? replay));
            Assert.Equal(
                bank.Value.EnumerateObject().Select(one => $"{one.Name} {one.Value.GetString()}"),
                replay.Registers.Select(Show));
        }
    }

    private static string Show(ReplayedRegister register) =>
        string.Create(CultureInfo.InvariantCulture, $"{register.Register} {Hex.Of(register.Value.Span)}");

    private static Dictionary<uint, ReadOnlyMemory<byte>> QuotedBy(string quote)
    {
        using JsonDocument quotes = JsonDocument.Parse(File.ReadAllBytes(Vectors.PathOf("tdx", "quotes.json")));
        JsonElement found = quotes.RootElement.EnumerateArray()
            .Single(one => one.GetProperty("name").GetString()!.EndsWith(quote, StringComparison.Ordinal));
        return found.GetProperty("rtmr").EnumerateArray()
            .Select((value, index) => (Register: (uint)index + 1, Value: Convert.FromHexString(value.GetString()!)))
            .ToDictionary(pair => pair.Register, pair => (ReadOnlyMemory<byte>)pair.Value);
    }
}
