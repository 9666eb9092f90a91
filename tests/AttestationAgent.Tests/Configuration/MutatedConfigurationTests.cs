// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Agent.Configuration;
using Attestation.Configuration;
using Attestation.TestKit;

namespace Attestation.Agent.Tests.Configuration;

/// <summary>The reader of the configuration under its budget: a mutated file never throws, and is read or answered by its problems.</summary>
public sealed class MutatedConfigurationTests
{
    private const string Whole =
        """
        { "trustDomain": "example.org", "stateDirectory": "/s", "socketDirectory": "/r", "tees": ["tdx"],
          "log": { "heartbeat": "PT1M", "retention": "P1D", "anchor": "rtmr3" },
          "commit": { "maxLeaves": 10, "maxBytes": 65536, "queueStatements": 11, "queueBytes": 65537, "linger": "PT0S", "deadline": "PT5S" },
          "sockets": { "agent": { "owner": 7, "group": "g", "mode": "0600" }, "log": { "enabled": false } },
          "quotas": { "user-data": { "perSecond": 5, "bytesPerMinute": 70000 } },
          "tcp": { "address": "127.0.0.1:8443", "serveEntriesUnsafe": true }, "groups": { "agent": "a", "logReaders": "l" },
          "sentry": { "upstream": { "address": "sentry:443", "anchors": "/a" }, "trustDomains": { "default/*": "a" }, "mode": "enforce",
            "policy": [{ "app": "default/a", "exes": ["dadadadadadadadadadadadadadadadadadadadadadadadadadadadadadadada"], "next": [], "previousUntil": null }] },
          "endorsements": { "directories": ["/e"], "online": true, "hosts": ["pccs=https://pccs.example"] } }
        """;

    private static readonly ImmutableArray<byte[]> Words =
    [
        .. new[] { "{", "}", "[", "]", ":", ",", "\"", "null", "true", "-1", "1e9", "99999999999999999999", "\"P\"", "\"auto\"", "\"[::1]:1\"", "\\u0000", "\"0999\"" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly MutatedInput Input = new("configuration", 60_000, [Encoding.UTF8.GetBytes(Whole), "{}"u8.ToArray()], Words, Read);

    [Fact]
    public void Mutated_files_never_throw_and_stay_as_received() => Input.Run();

    [Fact]
    public void The_genuine_ones_are_read_too() => Assert.All(Input.Seeds, seed => Read([.. seed]));

    private static void Read(byte[] bytes)
    {
        bool reads = AgentOptions.TryRead(bytes, new(), out AgentOptions? options, out ImmutableArray<ConfigProblem> problems);
        if (reads != problems.IsEmpty || reads == options is null)
        {
            throw new InvalidOperationException("neither read nor answered by problems");
        }
    }
}
