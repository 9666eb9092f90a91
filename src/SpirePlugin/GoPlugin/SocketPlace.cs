// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Grpc;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>Where the plugin listens: a new directory of ours alone, since its mode is the only guard that the connection has.</summary>
/// <remarks>SPIRE kills plugins of <c>validate</c>: directories stay behind, so no name is used twice.</remarks>
internal sealed class SocketPlace : IDisposable
{
    private const string Prefix = "tee-plugin-";
    private const int RandomBytes = 8;

    private readonly string directory;

    private SocketPlace(string directory)
    {
        this.directory = directory;
        Socket = new(Path.Combine(directory, "p.sock"));
    }

    /// <summary>The socket, not yet made.</summary>
    public UnixSocket Socket { get; }

    /// <summary>Makes the directory, 0700.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <exception cref="IOException">It cannot be made, or its path is too long for a socket; so is UnauthorizedAccessException.</exception>
    public static SocketPlace Make(Func<string, string?> variable)
    {
        string parent = Set(variable("PLUGIN_UNIX_SOCKET_DIR")) ?? Set(variable("TMPDIR")) ?? Path.GetTempPath();
        string name = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        if (!Directory.Exists(parent))
        {
            throw new IOException($"{parent}: is no directory; TMPDIR says where the plugin's socket goes");
        }

        SocketPlace place = new(Path.Combine(Path.GetFullPath(parent), name));
        UnixSocketFile.Prepare(place.Socket);
        return place;
    }

    /// <summary>Removes directory and socket.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Somebody else cleaned up the temporary directory.
        }
    }

    private static string? Set(string? value) => value is { Length: > 0 } ? value : null;
}
