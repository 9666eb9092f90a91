// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>
/// What is left of a message that is not read to its end. SPIRE has one connection: bytes that nobody reads fill its window, and bytes that come for a call
/// which has ended long ago end the connection, with everybody's calls. So they are taken and forgotten, before the call ends.
/// </summary>
internal static class UnreadBody
{
    /// <summary>SPIRE's server takes no message above 4 MiB.</summary>
    private const long Most = 8 << 20;

    // A SPIRE server that is starved may have sent nothing for seconds and then sends the rest, and that would find its call ended.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <summary>Takes bytes until none come for half a minute, the peer ends, or there are more than anybody sends.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="cancellationToken">The attestation's time.</param>
    public static async Task DrainAsync(PipeReader body, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            for (long taken = 0; taken < Most;)
            {
                ReadResult read = await body.ReadAsync(cancellationToken).AsTask().WaitAsync(Quiet, clock, cancellationToken).ConfigureAwait(false);
                taken += read.Buffer.Length;
                body.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || read.IsCanceled)
                {
                    return;
                }
            }
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // Nothing more comes, or the call is gone.
        }
    }
}
