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
    {
        ProcessStartInfo start = new(program, [word, socket, .. more]) { RedirectStandardInput = true, RedirectStandardOutput = true };
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
