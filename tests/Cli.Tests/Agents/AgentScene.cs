// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Google.Protobuf;

namespace Attestation.Cli.Tests.Agents;

/// <summary>Two runs of an agent over one state directory: the first has ended after <see cref="Leaves"/> leaves, the second serves.</summary>
public sealed class AgentScene : IDisposable
{
    /// <summary>Leaves of the first run: two full bundles and a partial one.</summary>
    public const int Leaves = 600;

    private const string Quotas = """{"quotas":{"user-data":{"perSecond":1000000,"bytesPerMinute":1000000000}}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("attest-agent-").FullName;
    private readonly AgentProcess second;

    public AgentScene()
    {
        string configuration = Path.Combine(folder, "agent.json");
        File.WriteAllText(configuration, Quotas);
        using (AgentProcess first = AgentProcess.Start(State, Path.Combine(folder, "s"), configuration))
        {
            First = CurrentRun(State);
            CopyTo(Early);
            Append(first.Sockets, Leaves - 1);
        }

        CopyTo(Forked);
        using (AgentProcess fork = AgentProcess.Start(Forked, Path.Combine(folder, "f"), configuration))
        {
            Append(fork.Sockets, 1);
        }

        second = AgentProcess.Start(State, Path.Combine(folder, "s"), configuration);
        Append(second.Sockets, 1);
        Second = CurrentRun(State);
    }

    /// <summary>The state directory; the second run goes on in it.</summary>
    public string State => Path.Combine(folder, "state");

    /// <summary>The state directory as it was when the first run had its log-start alone.</summary>
    public string Early => Path.Combine(folder, "early");

    /// <summary>The state directory of another agent, which followed the first run, too.</summary>
    public string Forked => Path.Combine(folder, "forked");

    /// <summary>The first run's id.</summary>
    public string First { get; }

    /// <summary>The second run's id.</summary>
    public string Second { get; }

    /// <summary>Sockets of the agent that serves.</summary>
    public string Sockets => second.Sockets;

    /// <summary>Copies the state directory but for its lock, which is held.</summary>
    public void CopyTo(string target) => CopyTree(Path.Combine(State, "logs"), Path.Combine(target, "logs"));

    /// <summary>The run that a state directory calls the live one.</summary>
    public static string CurrentRun(string state) => File.ReadAllText(Path.Combine(state, "logs", "current")).TrimEnd('\n');

    /// <summary>Copies a tree of files.</summary>
    public static void CopyTree(string from, string target)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    public void Dispose()
    {
        second.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void Append(string sockets, int count)
    {
        using AgentConnection connection = new(sockets);
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => connection.AppendAsync(new()
        {
            UserData = new() { Digests = { new DataDigest { Algorithm = "sha256", Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32)) } } },
        }))).GetAwaiter().GetResult();
    }
}
