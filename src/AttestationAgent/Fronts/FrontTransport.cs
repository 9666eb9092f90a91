// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using System.Net.Sockets;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Attestation.Agent.Fronts;

/// <summary>One connection of a front: not a byte is read before <see cref="Begin"/>, and none of another process afterwards (processes, section 8.1, rule 2).</summary>
internal sealed class FrontTransport : ConnectionContext, IConnectionSocketFeature
{
    private const int PieceBytes = 4096;

    private readonly Socket socket;
    private readonly ISegments segments;
    private readonly Pipe received = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe sent = new(new PipeOptions(useSynchronizationContext: false));
    private readonly CancellationTokenSource closed = new();
    private MeasurementRefusedException? refusal;
    private Task receiving = Task.CompletedTask;
    private Task sending = Task.CompletedTask;

    /// <summary>A connection that was accepted; ends with it.</summary>
    public FrontTransport(Socket socket, ISegments segments)
    {
        this.socket = socket;
        this.segments = segments;
        ConnectionId = Guid.NewGuid().ToString("n");
        Transport = new DuplexPipe(received.Reader, sent.Writer);
        ConnectionClosed = closed.Token;
        Features.Set<IConnectionSocketFeature>(this);
        Features.Set(this);
    }

    /// <inheritdoc/>
    public override string ConnectionId { get; set; }

    /// <inheritdoc/>
    public override IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    /// <inheritdoc/>
    public override IDuplexPipe Transport { get; set; }

    /// <inheritdoc/>
    public override CancellationToken ConnectionClosed { get; set; }

    /// <inheritdoc/>
    public Socket Socket => socket;

    /// <summary>Told of the first segment that is not the peer's.</summary>
    public event Action<MeasurementRefusedException>? Refused;

    /// <summary>Takes segments of this peer, and of nobody else.</summary>
    public void Begin(SocketPeer peer)
    {
        receiving = ReceiveAsync(peer);
        sending = SendAsync();
    }

    /// <summary>Nothing, unless a segment was not the peer's.</summary>
    /// <exception cref="MeasurementRefusedException">One was not.</exception>
    public void RequireOneSender()
    {
        if (Volatile.Read(ref refusal) is { } because)
        {
            throw new MeasurementRefusedException(because.Reason, because.Message, because);
        }
    }

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        socket.Dispose();
        ThreadPool.UnsafeQueueUserWorkItem(static source => source.Cancel(), closed, preferLocal: false);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await received.Reader.CompleteAsync().ConfigureAwait(false);
        await sent.Writer.CompleteAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        socket.Dispose();
        await receiving.ConfigureAwait(false);
    }

    private async Task ReceiveAsync(SocketPeer peer)
    {
        Exception? why = null;
        try
        {
            while (await TakeAsync(peer).ConfigureAwait(false))
            {
            }
        }
        catch (MeasurementRefusedException foreign)
        {
            why = new ConnectionAbortedException($"{foreign.Reason.Code}: {foreign.Message}", foreign);
            Volatile.Write(ref refusal, foreign);
            Refused?.Invoke(foreign);
            Abort((ConnectionAbortedException)why);
        }
        catch (Exception broken) when (broken is SocketException or KernelException or ObjectDisposedException or OperationCanceledException)
        {
            why = new ConnectionResetException(broken.Message, broken);
        }

        await received.Writer.CompleteAsync(why).ConfigureAwait(false);
        await closed.CancelAsync().ConfigureAwait(false);
    }

    // False at the end. A read of no bytes ends when there are some.
    private async Task<bool> TakeAsync(SocketPeer peer)
    {
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
        if (segments.Receive(socket.SafeHandle, received.Writer.GetMemory(PieceBytes).Span) is not { } segment)
        {
            return true;
        }

        SegmentTrust.Require(segment, peer);
        received.Writer.Advance(segment.Bytes);
        FlushResult flushed = await received.Writer.FlushAsync().ConfigureAwait(false);
        return segment.Bytes > 0 && !flushed.IsCompleted;
    }

    private async Task SendAsync()
    {
        try
        {
            while (await GiveAsync().ConfigureAwait(false))
            {
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Whoever reads is gone: what is received says so.
        }

        await sent.Reader.CompleteAsync().ConfigureAwait(false);
    }

    private async Task<bool> GiveAsync()
    {
        ReadResult read = await sent.Reader.ReadAsync().ConfigureAwait(false);
        foreach (ReadOnlyMemory<byte> piece in read.Buffer)
        {
            await socket.SendAsync(piece, SocketFlags.None).ConfigureAwait(false);
        }

        sent.Reader.AdvanceTo(read.Buffer.End);
        return !read.IsCompleted;
    }
}
