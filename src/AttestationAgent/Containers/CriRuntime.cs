// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Containers.V1;
using Attestation.Grpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Containers;

/// <summary>The container runtime behind a socket of the Kubernetes Container Runtime Interface, v1: containerd, CRI-O.</summary>
/// <remarks>Thread-safe. One question is asked, <c>ContainerStatus</c>; nothing of the runtime is changed.</remarks>
internal sealed partial class CriRuntime : IContainerRuntime, IDisposable
{
    private const int MaxShown = 200;

    private readonly Lock gate = new();
    private readonly string socket;
    private readonly TimeProvider clock;
    private readonly ILogger<CriRuntime> logger;
    private readonly GrpcChannel channel;
    private readonly RuntimeService.RuntimeServiceClient runtime;
    private long? warned;
    private long? slow;

    /// <summary>A connection; nothing is sent before the first question.</summary>
    /// <param name="socket">Path of the runtime's socket.</param>
    /// <param name="clock">Measures patience.</param>
    /// <param name="logger">Told, once a minute at most, why an image is not.</param>
    public CriRuntime(string socket, TimeProvider clock, ILogger<CriRuntime> logger)
    {
        (this.socket, this.clock, this.logger) = (socket, clock, logger);
        channel = UnixSocketChannel.Create(socket, CriLimits.AnswerBytes);
        runtime = new(channel);
    }

    /// <inheritdoc/>
    public async Task<RuntimeContainer?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (IsSlow())
        {
            return null;
        }

        using CancellationTokenSource late = new(CriLimits.Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            ContainerStatusRequest asked = new() { ContainerId = id, Verbose = true };
            return ContainerOf(id, await runtime.ContainerStatusAsync(asked, cancellationToken: either.Token).ConfigureAwait(false));
        }
        catch (Exception failed) when (failed is RpcException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return late.IsCancellationRequested ? TookTooLong() : Unknown(Cut(failed is RpcException refused ? $"{refused.StatusCode}: {refused.Status.Detail}" : failed.Message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

    private RuntimeContainer? ContainerOf(string id, ContainerStatusResponse answer)
    {
        ContainerStatus? status = answer.Status;
        if (status?.Id != id)
        {
            return Unknown($"it was asked for container {id}, and answers for another or none");
        }

        if (status.State != ContainerState.ContainerRunning)
        {
            return Unknown($"container {id} does not run");
        }

        if (!answer.Info.TryGetValue(InitProcess.Info, out Google.Protobuf.ByteString? info) || InitProcess.NumberIn(info.Span) is not { } init)
        {
            return Unknown($"it does not say which the first process of container {id} is");
        }

        if ((ImageReference.ManifestOf(status.ImageRef) ?? ImageReference.ManifestOf(status.ImageId)) is { } manifest)
        {
            return new(manifest, init);
        }

        Warn($"it knows the image of container {id} by no manifest's digest");
        return new(Manifest: null, init);
    }

    private bool IsSlow()
    {
        lock (gate)
        {
            return slow is { } since && clock.GetElapsedTime(since) < CriLimits.Pause;
        }
    }

    private RuntimeContainer? TookTooLong()
    {
        lock (gate)
        {
            slow = clock.GetTimestamp();
        }

        return Unknown($"it did not answer within {CriLimits.Patience.TotalSeconds} s");
    }

    private static string Cut(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";

    private RuntimeContainer? Unknown(string because)
    {
        Warn(because);
        return null;
    }

    private void Warn(string because)
    {
        lock (gate)
        {
            if (warned is { } before && clock.GetElapsedTime(before) < CriLimits.Quiet)
            {
                return;
            }

            warned = clock.GetTimestamp();
        }

        LogUntold(logger, socket, because);
    }

    [LoggerMessage(161, LogLevel.Warning, "image digests are left out: the container runtime at {Socket}: {Why}")]
    private static partial void LogUntold(ILogger logger, string socket, string why);
}
