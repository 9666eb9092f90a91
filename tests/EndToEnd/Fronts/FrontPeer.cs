// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.AgentClient;
using Attestation.EndToEnd.Clients;
using Grpc.Net.Client;

namespace Attestation.EndToEnd.Fronts;

/// <summary>A small program that speaks on the bind socket what the test speaks: the test is its library, the program is the peer.</summary>
internal sealed class FrontPeer : IDisposable
{
    private readonly Process process;
    private readonly RelayStream relay;

    /// <summary>Starts a program with a word of its own, the socket, and what else it takes.</summary>
    public FrontPeer(string socket, string program, string word, params string[] more)
        : this(socket, new ProcessStartInfo(program, [word, socket, .. more]))
    {
    }

    private FrontPeer(string socket, ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        start.Environment.Clear();
        process = Process.Start(start)!;
        relay = new(process);
        GrpcChannel channel = GrpcChannel.ForAddress("http://localhost", new()
        {
            HttpHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => new(relay), UseProxy = false },
            DisposeHttpClient = true,
        });
        Connection = new(channel, socket);
    }

    /// <summary>The same, in a cgroup before it is that program.</summary>
    /// <param name="processes">The cgroup's <c>cgroup.procs</c>.</param>
    /// <param name="socket">The socket.</param>
    /// <param name="program">The program.</param>
    /// <param name="word">Its word.</param>
    public static FrontPeer InCgroup(string processes, string socket, string program, string word) =>
        new(socket, new ProcessStartInfo("/bin/sh", ["-c", "echo $$ > \"$0\" && exec \"$@\"", processes, program, word, socket]));

    public int Pid => process.Id;

    /// <summary>The program's own connection, for a test that speaks something else over it.</summary>
    public Stream Relay => relay;

    /// <summary>A connection whose every byte goes through the program.</summary>
    public AgentConnection Connection { get; }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        Connection.Dispose();
        process.Dispose();
    }
}
