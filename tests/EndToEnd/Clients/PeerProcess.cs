// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.TestKit;
using Grpc.Net.Client;

namespace Attestation.EndToEnd.Clients;

/// <summary>A program that connects, and whose child then holds the connection: <c>peer.c</c>, built once.</summary>
internal sealed class PeerProcess : IDisposable
{
    private static readonly Lazy<string> Program = new(Build);

    private readonly Process process;

    public PeerProcess(string socket)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc"), "no gcc (Debian: gcc libc6-dev)");
        process = Process.Start(new ProcessStartInfo(Program.Value, [socket]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Channel = GrpcChannel.ForAddress("http://localhost", new()
        {
            HttpHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => new(new RelayStream(process)), UseProxy = false },
            DisposeHttpClient = true,
        });
    }

    /// <summary>A channel over its connection.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Kills the process that connected; its child relays on.</summary>
    public void KillOpener()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Ends the relay: the peer is gone in the middle of whatever it did.</summary>
    public void Vanish() => process.StandardInput.Close();

    public void Dispose()
    {
        process.StandardInput.Close();
        Channel.Dispose();
        process.Dispose();
    }

    private static string Build()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "peer");
        string source = Path.Combine(Repository.Root, "tests", "EndToEnd", "Clients", "peer.c");
        using Process gcc = Process.Start(new ProcessStartInfo("gcc", ["-O1", "-Wall", "-Werror", "-o", program, source]) { RedirectStandardError = true })!;
        string said = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        Assert.True(gcc.ExitCode == 0, said);
        return program;
    }
}
