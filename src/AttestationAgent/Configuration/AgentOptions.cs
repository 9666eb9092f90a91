// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Agent.Configuration;

/// <summary>What the agent is told to be (CONTRACTS, section 11.1); valid once it exists.</summary>
internal sealed record AgentOptions
{
    public const string AnyTee = "auto";
    public const string PlainArgv = "plain";

    /// <summary>First part of every origin.</summary>
    public required string TrustDomain { get; init; }

    /// <summary>Holds <c>logs/</c> and <c>lock</c>.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Holds a directory for each socket, <c>lock</c> and <c>anchor.log</c>.</summary>
    public required string SocketDirectory { get; init; }

    /// <summary>TEEs that must be there; <see cref="AnyTee"/> alone: all that are found, at least one.</summary>
    public required ImmutableArray<string> Tees { get; init; }

    public required LogOptions Log { get; init; }

    public required CommitOptions Commit { get; init; }

    public required SocketOptions AgentSocket { get; init; }

    public required SocketOptions NodeSocket { get; init; }

    public required SocketOptions BindSocket { get; init; }

    /// <summary>Owner of the node socket: SPIRE's uid; null takes root, and on a simulated machine the agent's own.</summary>
    public uint? NodeUid { get; init; }

    /// <summary>What the node is told from others by: <c>boot</c> or <c>run</c>; <c>auto</c> is <c>boot</c> where no attestation key is endorsed.</summary>
    public required string Instance { get; init; }

    /// <summary>How arguments and environment of a measured process are told: <c>hmac</c>, under a key that nobody has, or <see cref="PlainArgv"/>.</summary>
    public required string ArgvDigest { get; init; }

    public required MeasuringOptions Measuring { get; init; }

    public required SocketOptions LogSocket { get; init; }

    public required SocketOptions SentrySocket { get; init; }

    public required SentryOptions Sentry { get; init; }

    public required TcpOptions Tcp { get; init; }

    public required QuotaOptions NodeQuota { get; init; }

    public required QuotaOptions UserDataQuota { get; init; }

    public required QuotaOptions BindingQuota { get; init; }

    public required QuotaOptions MeasuringQuota { get; init; }

    public required GroupOptions Groups { get; init; }

    public required EndorsementOptions Endorsements { get; init; }

    /// <summary>Reads options; every problem is reported at once.</summary>
    /// <param name="utf8">The file's bytes; empty where there is no file.</param>
    /// <param name="overrides">Values of flags and of the environment.</param>
    /// <param name="options">The options, or null where anything is wrong.</param>
    /// <param name="problems">Every problem; empty on success.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        ConfigOverrides overrides,
        [NotNullWhen(true)] out AgentOptions? options,
        out ImmutableArray<ConfigProblem> problems)
    {
        options = null;
        JsonItem? root = null;
        if (!utf8.IsEmpty && !StrictJson.TryParse(utf8, "configuration", JsonLimits.Document, out root, out Malformed? malformed))
        {
            problems = [new(malformed.Line ?? 1, "", malformed.Line is null ? $"{malformed.Field}: {malformed.Reason}" : malformed.Reason)];
            return false;
        }

        List<ConfigProblem> found = [];
        AgentOptions read = Read(new ConfigSection(root, "", found, overrides));
        problems = [.. found.OrderBy(each => each.Line), .. overrides.Unknown()];
        options = problems.IsEmpty ? read : null;
        return options is not null;
    }

    /// <summary>Reads a whole document; its problems go to the section.</summary>
    internal static AgentOptions Read(ConfigSection file)
    {
        ConfigSection sockets = file.Section("sockets");
        ConfigSection quotas = file.Section("quotas");
        AgentOptions options = new()
        {
            TrustDomain = TrustDomainOf(file),
            StateDirectory = Directory(file, "stateDirectory", "/var/lib/attestation-agent"),
            SocketDirectory = Directory(file, "socketDirectory", "/run/tee-agent"),
            Tees = TeesOf(file),
            Log = LogOptions.Read(file.Section("log")),
            Commit = CommitOptions.Read(file.Section("commit")),
            AgentSocket = SocketOptions.Read(sockets.Section("agent"), mode: 0b110_110_000),
            NodeSocket = SocketOptions.Read(sockets.Section("node"), mode: 0b110_000_000),
            BindSocket = SocketOptions.Read(sockets.Section("bind"), mode: 0b110_110_000),
            NodeUid = (uint?)file.Integer("nodeUid", 0, uint.MaxValue - 1),
            Instance = file.Choice("instance", "auto", "auto", "boot", "run"),
            ArgvDigest = file.Choice("argvDigest", "hmac", "hmac", PlainArgv),
            Measuring = MeasuringOptions.Read(file.Section("measuring")),
            LogSocket = SocketOptions.Read(sockets.Section("log"), mode: 0b110_110_000),
            SentrySocket = SocketOptions.Read(sockets.Section("sentry"), mode: 0b110_110_110),
            Sentry = SentryOptions.Read(file.Section("sentry")),
            Tcp = TcpOptions.Read(file.Section("tcp")),
            NodeQuota = QuotaOptions.Read(quotas.Section("node"), perSecond: 10, bytesPerMinute: int.MaxValue, burst: 5),
            UserDataQuota = QuotaOptions.Read(quotas.Section("user-data"), perSecond: 100, bytesPerMinute: 1 << 20),
            BindingQuota = QuotaOptions.Read(quotas.Section("svid-binding"), perSecond: 20, bytesPerMinute: int.MaxValue),
            // SPIRE asks for all workloads of a node as one uid: what protects the node from one of them must leave room for the others.
            MeasuringQuota = QuotaOptions.Read(quotas.Section("measuring"), perSecond: 100, bytesPerMinute: int.MaxValue, burst: 5),
            Groups = GroupOptions.Read(file.Section("groups")),
            Endorsements = EndorsementOptions.Read(file.Section("endorsements")),
        };
        sockets.Done();
        quotas.Done();
        file.Done();
        return options;
    }

    private static string TrustDomainOf(ConfigSection file)
    {
        string domain = file.Text("trustDomain") ?? "localhost";
        if (domain.Length is 0 or > 255 || !domain.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '.' or '-' or '_'))
        {
            file.Report("trustDomain", $"is \"{domain}\", want 1 to 255 of a-z, 0-9, '.', '-' and '_' (SPIFFE ID, section 2.1)");
        }

        return domain;
    }

    private static string Directory(ConfigSection file, string key, string absent)
    {
        string path = file.Text(key) ?? absent;
        if (!Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            file.Report(key, $"is \"{path}\", want an absolute path");
        }

        return path;
    }

    private static ImmutableArray<string> TeesOf(ConfigSection file)
    {
        ImmutableArray<string> tees = file.Has("tees") ? file.Choices("tees", [AnyTee], [AnyTee, "tdx", "sev-snp"]) : file.Choices("tees", [AnyTee], []);
        if (tees.IsEmpty || tees.Distinct().Count() != tees.Length || (tees.Length > 1 && tees.Contains(AnyTee)))
        {
            file.Report("tees", $"want each TEE once, or \"{AnyTee}\" alone");
        }

        return tees;
    }
}
