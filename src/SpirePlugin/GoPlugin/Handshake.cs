// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The one line that ever reaches stdout: go-plugin's core protocol 1, SPIRE's protocol 1, where, and gRPC.</summary>
internal static class Handshake
{
    /// <summary>The line, with its end. The sixth field, a certificate, stays empty: SPIRE has no TLS for it.</summary>
    /// <param name="path">The socket, which must accept connections by now: SPIRE dials once.</param>
    public static string Line(string path) => $"1|1|unix|{path}|grpc|\n";

    /// <summary>Writes the line.</summary>
    /// <param name="stdout">The process's own stdout.</param>
    /// <param name="path">The socket.</param>
    public static void Write(Stream stdout, string path)
    {
        stdout.Write(Encoding.UTF8.GetBytes(Line(path)));
        stdout.Flush();
    }
}
