// SPDX-License-Identifier: Apache-2.0

using Attestation.Grpc;
using Grpc.Net.Client;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>The way back to SPIRE's own services: the socket that the broker was told of.</summary>
/// <param name="clock">Measures the patience.</param>
/// <remarks>Init may come before the socket's name, so a caller waits a little. Thread-safe.</remarks>
internal sealed class HostServices(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<GrpcChannel> channel = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Keeps where they listen; the first name counts.</summary>
    /// <param name="path">A unix socket.</param>
    public void ListenAt(string path)
    {
        GrpcChannel made = UnixSocketChannel.Create(path);
        if (!channel.TrySetResult(made))
        {
            made.Dispose();
        }
    }

    /// <summary>A channel to them, kept for the process's life; nothing connects before the first call.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">SPIRE named no socket within five seconds.</exception>
    public async ValueTask<GrpcChannel> ChannelAsync(CancellationToken cancellationToken) =>
        await channel.Task.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (channel.Task.IsCompletedSuccessfully)
        {
            channel.Task.Result.Dispose();
        }
    }
}
