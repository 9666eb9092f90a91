// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;

namespace Attestation.Grpc;

/// <summary>The life of a socket's file: made where nobody else can reach it, owned, then shown.</summary>
public static class UnixSocketFile
{
    /// <summary>Makes the directory, ours alone, and removes a socket that nobody answers.</summary>
    /// <param name="socket">Which.</param>
    /// <exception cref="IOException">Something else lies there, or somebody answers.</exception>
    public static void Prepare(UnixSocket socket)
    {
        int length = Encoding.UTF8.GetByteCount(socket.Path);
        if (length > UnixSocket.MaxPathBytes)
        {
            throw new IOException($"{socket.Path}: is {length} bytes, a unix socket's path has at most {UnixSocket.MaxPathBytes}");
        }

        Directory.CreateDirectory(socket.Directory, UnixSocket.Private);
        File.SetUnixFileMode(socket.Directory, UnixSocket.Private);
        RemoveStale(socket.Path);
    }

    /// <summary>Gives the bound socket and its directory their owner and mode; the directory last.</summary>
    /// <param name="socket">Which.</param>
    public static void Show(UnixSocket socket)
    {
        socket.Own?.Invoke(socket.Path);
        File.SetUnixFileMode(socket.Path, socket.Mode);
        socket.Own?.Invoke(socket.Directory);
        File.SetUnixFileMode(socket.Directory, socket.DirectoryMode);
    }

    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return;
        }
        catch (SocketException other)
        {
            throw new IOException($"{path}: is there and is not a socket that was left behind ({other.SocketErrorCode}); remove it", other);
        }

        throw new IOException($"{path}: another process serves it");
    }

    // The kernel refuses a connection to a regular file, too.
    private static bool IsSocket(string path) =>
        (File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == 0 && new FileInfo(path) is { Length: 0 } file && !CanOpen(file);

    // open(2) of a socket is ENXIO.
    private static bool CanOpen(FileInfo file)
    {
        try
        {
            using FileStream opened = file.Open(new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
