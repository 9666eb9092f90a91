// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net.Sockets;
using Attestation.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Tests;

public sealed class PeerCredentialsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attestation-peer-").FullName;

    private string Address => Path.Combine(folder, "socket");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_peer_is_the_process_that_connected()
    {
        using Socket listener = Listen();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(Address));
        using Socket accepted = listener.Accept();

        using Peer peer = new PeerCredentials().Of(accepted.SafeHandle);

        Assert.Equal(Environment.ProcessId, peer.Pid);
        Assert.Equal(File.ReadAllLines("/proc/self/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2], $"{peer.Uid}");
        Assert.True(peer.Process!.IsAlive());
        Assert.Equal(Environment.ProcessId, peer.Process.Pid);
    }

    [Fact]
    public void A_peer_that_exits_is_dead_before_and_after_it_is_reaped()
    {
        using Socket listener = Listen();
        using Process program = Process.Start(new ProcessStartInfo("bash", ["-c", $"exec 3<>/dev/null; exec {Connecting()}"]) { RedirectStandardInput = true })!;
        using Socket accepted = listener.Accept();
        using Peer peer = new PeerCredentials().Of(accepted.SafeHandle);
        Assert.True(peer.Process!.IsAlive());

        program.Kill(entireProcessTree: true);
        program.WaitForExit();

        Assert.False(peer.Process.IsAlive());
        Assert.NotEqual(Environment.ProcessId, peer.Pid);
    }

    [Fact]
    public void What_is_no_socket_is_ENOTSOCK()
    {
        using SafeFileHandle file = File.OpenHandle("/dev/null");

        KernelException failed = Assert.Throws<KernelException>(() => new PeerCredentials().Of(file));

        Assert.Equal(("getsockopt SO_PEERCRED", Errno.ENOTSOCK), (failed.Call, failed.Errno));
    }

    [Fact]
    public void A_handle_to_a_process_says_when_it_has_exited()
    {
        using Process program = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using IProcessHandle handle = new Processes().Open(program.Id);
        Assert.True(handle.IsAlive());

        program.StandardInput.Close();
        program.WaitForExit();

        Assert.False(handle.IsAlive());
        Assert.Equal(Errno.ESRCH, Assert.Throws<KernelException>(() => new Processes().Open(program.Id)).Errno);
    }

    [Fact]
    public void A_peer_of_an_old_kernel_is_opened_by_its_number()
    {
        using ProcessHandle own = ProcessHandle.OpenByNumber(Environment.ProcessId);

        Assert.True(own.IsAlive());
        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => ProcessHandle.OpenByNumber(int.MaxValue)).Errno);
    }

    [Fact]
    public void The_start_time_of_a_process_is_the_22nd_field_whatever_its_name_is()
    {
        string own = File.ReadAllText($"/proc/{Environment.ProcessId}/stat");

        Assert.Equal(own[(own.LastIndexOf(')') + 2)..].Split(' ')[19], $"{StartTime.TicksOf(Environment.ProcessId)}");
        Assert.Equal(Errno.ENOENT, Assert.Throws<KernelException>(() => StartTime.TicksOf(int.MaxValue)).Errno);
    }

    private Socket Listen()
    {
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Address));
        listener.Listen();
        return listener;
    }

    // A program that connects and waits to be ended, made of what every Debian has.
    private string Connecting() => $"perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un(\"{Address}\")); <STDIN>'";
}
