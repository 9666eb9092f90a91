// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Attestation.TestKit;

namespace Attestation.Cli.Tests.Agents;

/// <summary>A real agent in a process of its own, on a simulated TDX machine; it says when it serves, as it would to systemd.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> said;

    private AgentProcess(Process process, string sockets)
    {
        this.process = process;
        said = process.StandardOutput.ReadToEndAsync();
        Sockets = sockets;
    }

    /// <summary>Its socket directory.</summary>
    public string Sockets { get; }

    /// <summary>Starts an agent over a state directory, and waits until it serves.</summary>
    /// <param name="state">The state directory.</param>
    /// <param name="sockets">The socket directory: short, for a socket's path is.</param>
    /// <param name="configuration">Its configuration file.</param>
    public static AgentProcess Start(string state, string sockets, string configuration)
    {
        Directory.CreateDirectory(sockets);
        string notices = Path.Combine(sockets, "notify");
        File.Delete(notices);
        using Socket supervisor = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        supervisor.Bind(new UnixDomainSocketEndPoint(notices));
        supervisor.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        ProcessStartInfo start = new(Program, ["--config", configuration, "--simulate", "tdx", "--latency", "none", "--state", state, "--sockets", sockets])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_SOCKET"] = notices },
        };
        AgentProcess agent = new(Process.Start(start)!, sockets);
        try
        {
            byte[] notice = new byte[64];
            Assert.Equal("READY=1", Encoding.UTF8.GetString(notice, 0, supervisor.Receive(notice)));
            return agent;
        }
        catch (SocketException late)
        {
            agent.Dispose();
            throw new InvalidOperationException($"the agent did not start: {agent.said.Result}", late);
        }
    }

    /// <summary>Kills it, as a loss of power would: what it answered lies on the disk.</summary>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    // Built beside these tests, in the same configuration.
    private static string Program => Path.Combine(
        Repository.Root, "artifacts", "bin", "AttestationAgent", new DirectoryInfo(AppContext.BaseDirectory).Name, "attestation-agent");
}
