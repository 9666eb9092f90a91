// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Agent.Configuration;
using Attestation.Configuration;

namespace Attestation.Agent.Tests.Configuration;

public sealed class AgentOptionsTests
{
    [Fact]
    public void Nothing_at_all_is_the_documented_default()
    {
        AgentOptions options = Read("");

        Assert.Equal(("localhost", "/var/lib/attestation-agent", "/run/tee-agent"), (options.TrustDomain, options.StateDirectory, options.SocketDirectory));
        Assert.Equal(["auto"], options.Tees);
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromDays(183), AnchorChoice.Auto), (options.Log.Heartbeat, options.Log.Retention, options.Log.Anchor));
        Assert.Equal((4096, 8 << 20, 20_000, 64 << 20), (options.Commit.MaxLeaves, options.Commit.MaxBytes, options.Commit.QueueStatements, options.Commit.QueueBytes));
        Assert.Null(options.Commit.Linger);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Commit.Deadline);
        Assert.Equal((UnixFileMode)0b110_110_000, options.AgentSocket.Mode);
        Assert.Equal((100, 1 << 20), (options.UserDataQuota.PerSecond, options.UserDataQuota.BytesPerMinute));
        Assert.Equal((100, 500), (options.MeasuringQuota.PerSecond, options.MeasuringQuota.Burst));
        Assert.Empty(options.Measuring.InterpretersUnsafe);
        Assert.Null(options.Measuring.CriSocket);
        Assert.Equal((false, TimeSpan.FromSeconds(1)), (options.Measuring.ExecRecords, options.Measuring.SettlingTime));
        Assert.Null(options.Tcp.Address);
        Assert.False(options.Endorsements.Online);
    }

    [Fact]
    public void Every_key_is_read()
    {
        AgentOptions options = Read(
            """
            { "trustDomain": "example.org", "stateDirectory": "/s", "socketDirectory": "/r", "tees": ["tdx"],
              "log": { "heartbeat": "PT1M", "retention": "P1D", "anchor": "rtmr3" },
              "commit": { "maxLeaves": 10, "maxBytes": 65536, "queueStatements": 11, "queueBytes": 65537, "linger": "PT0S", "deadline": "PT5S" },
              "sockets": { "agent": { "owner": 7, "group": "g", "mode": "0600" }, "log": { "enabled": false } },
              "quotas": { "user-data": { "perSecond": 5, "bytesPerMinute": 70000 } },
              "tcp": { "address": "127.0.0.1:8443", "serveEntriesUnsafe": true },
              "groups": { "agent": "a", "logReaders": "l" },
              "endorsements": { "directories": ["/e"], "online": true, "hosts": ["pccs=https://pccs.example"] } }
            """);

        Assert.Equal(("example.org", "/s", "/r"), (options.TrustDomain, options.StateDirectory, options.SocketDirectory));
        Assert.Equal((10, 65536, 11, 65537, TimeSpan.Zero), (options.Commit.MaxLeaves, options.Commit.MaxBytes, options.Commit.QueueStatements, options.Commit.QueueBytes, options.Commit.Linger));
        Assert.Equal((7u, "g", UnixFileMode.UserRead | UnixFileMode.UserWrite), (options.AgentSocket.Owner, options.AgentSocket.Group, options.AgentSocket.Mode));
        Assert.False(options.LogSocket.Enabled);
        Assert.Equal(8443, options.Tcp.Address!.Port);
        Assert.True(options.Tcp.ServeEntriesUnsafe);
        Assert.Equal(("a", "l"), (options.Groups.Agent, options.Groups.LogReaders));
        Assert.Equal(["/e"], options.Endorsements.Directories);
    }

    [Fact]
    public void Interpreters_are_listed_by_digest_and_do_not_change_while_the_agent_runs()
    {
        string digest = new('a', 64);
        LiveOptions live = new(Read(""));

        AgentOptions listing = Read($$"""{ "measuring": { "interpretersUnsafe": ["{{digest}}"] }, "quotas": { "measuring": { "perSecond": 2 } } }""");

        Assert.Equal([digest], listing.Measuring.InterpretersUnsafe);
        Assert.Equal((2, 10), (listing.MeasuringQuota.PerSecond, listing.MeasuringQuota.Burst));
        Assert.Equal(["measuring"], live.Change(listing));
        Assert.Equal(["argvDigest"], live.Change(Read("""{ "argvDigest": "plain" }""")));
        Assert.Equal("measuring.interpretersUnsafe[0]", Assert.Single(Refused("""{ "measuring": { "interpretersUnsafe": ["/usr/bin/python3"] } }""")).Path);
    }

    [Fact]
    public void The_container_runtime_is_named_by_its_path_and_does_not_change_while_the_agent_runs()
    {
        LiveOptions live = new(Read(""));

        AgentOptions named = Read("""{ "measuring": { "criSocket": "/run/containerd/containerd.sock" } }""");

        Assert.Equal("/run/containerd/containerd.sock", named.Measuring.CriSocket);
        Assert.Equal(["measuring"], live.Change(named));
    }

    [Theory]
    [InlineData("")]
    [InlineData("containerd.sock")]
    [InlineData("unix:///run/containerd/containerd.sock")]
    [InlineData("/run/a-directory-whose-name-is-so-long-that-no-socket-in-it-has-a-path-of-at-most-107-bytes/containerd/containerd.sock")]
    public void A_container_runtime_that_is_no_path_of_a_socket_is_refused(string path) =>
        Assert.Equal("measuring.criSocket", Assert.Single(Refused($$"""{ "measuring": { "criSocket": "{{path}}" } }""")).Path);

    [Fact]
    public void Exec_records_are_asked_for_and_do_not_change_while_the_agent_runs()
    {
        AgentOptions recording = Read("""{ "measuring": { "execRecords": true, "settlingTime": "PT3S" } }""");
        LiveOptions live = new(recording);

        Assert.Equal((true, TimeSpan.FromSeconds(3)), (recording.Measuring.ExecRecords, recording.Measuring.SettlingTime));
        Assert.Empty(live.Change(Read("""{ "measuring": { "settlingTime": "PT3S", "execRecords": true } }""")));
        Assert.Equal(["measuring"], live.Change(Read("""{ "measuring": { "execRecords": true } }""")));
        Assert.Equal(["measuring"], live.Change(Read("""{ "measuring": { "settlingTime": "PT3S" } }""")));
    }

    [Fact]
    public void All_problems_are_listed_at_once_with_their_lines()
    {
        ImmutableArray<ConfigProblem> problems = Refused(
            """
            { "trustDomain": "Example.org",
              "stateDirectory": "relative",
              "tees": ["auto", "tdx"],
              "log": { "heartbeat": "PT0S" },
              "sockets": { "agent": { "mode": "rw" }, "other": {} },
              "tcp": { "address": "nowhere" },
              "colour": "red" }
            """);

        Assert.Equal(
            [(1, "trustDomain"), (2, "stateDirectory"), (3, "tees"), (4, "log.heartbeat"), (5, "sockets.agent.mode"), (5, "sockets.other"), (6, "tcp.address"), (7, "colour")],
            problems.Select(each => (each.Line, each.Path)));
    }

    [Theory]
    [InlineData("log", "heartbeat", "P31D")]
    [InlineData("commit", "deadline", "PT2H")]
    [InlineData("measuring", "settlingTime", "PT61S")]
    [InlineData("commit", "linger", "PT11S")]
    public void A_duration_that_no_timer_keeps_is_refused(string section, string key, string duration) =>
        Assert.Equal($"{section}.{key}", Assert.Single(Refused($$"""{ "{{section}}": { "{{key}}": "{{duration}}" } }""")).Path);

    [Fact]
    public void What_is_no_json_is_one_problem() => Assert.Equal(1, Assert.Single(Refused("{ trust")).Line);

    private static AgentOptions Read(string json)
    {
        Assert.True(AgentOptions.TryRead(Encoding.UTF8.GetBytes(json), new(), out AgentOptions? options, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return options;
    }

    private static ImmutableArray<ConfigProblem> Refused(string json)
    {
        Assert.False(AgentOptions.TryRead(Encoding.UTF8.GetBytes(json), new(), out _, out ImmutableArray<ConfigProblem> problems));
        return problems;
    }
}
