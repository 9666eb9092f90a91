// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Attestation.Agent.Measuring;
using Microsoft.AspNetCore.Connections;

namespace Attestation.Agent.Fronts;

/// <summary>
/// Asks the peer's HTTP/2 layer for a sign of life (processes, section 8.1, rules 4 and 5): a PING with bytes that nobody could know before. Connection
/// middleware below HTTP/2, and above TLS where there is TLS.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="clock">Measures patience.</param>
internal sealed class PingGate(TimeProvider clock)
{
    /// <summary>A round trip takes microseconds; a program that is starved of processors gets so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ulong, TaskCompletionSource> asked = new();
    private readonly OutboundFrames outbound = new();
    private readonly Pipe up = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe down = new(new PipeOptions(useSynchronizationContext: false));
    private volatile bool hasEnded;

    /// <summary>Completes when the peer has answered a PING that was not there before this call.</summary>
    /// <exception cref="MeasurementRefusedException">Nobody answered in time, or the connection ended.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        ulong payload = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[payload] = answer;
        outbound.Ask(payload);
        down.Reader.CancelPendingRead();
        try
        {
            Task answered = hasEnded ? Task.FromException(Gone()) : answer.Task;
            await answered.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new MeasurementRefusedException(MeasurementReasons.PingTimeout, $"no answer to a PING within {Patience.TotalSeconds} s");
        }
        finally
        {
            asked.TryRemove(payload, out _);
        }
    }

    /// <summary>Stands between a connection and what speaks HTTP/2 on it, until that ends.</summary>
    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IDuplexPipe below = connection.Transport;
        connection.Transport = new DuplexPipe(up.Reader, down.Writer);
        Task reading = ReadAsync(below.Input);
        Task writing = WriteAsync(below.Output);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await up.Reader.CompleteAsync().ConfigureAwait(false);
            await down.Writer.CompleteAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
            below.Input.CancelPendingRead();
            await reading.ConfigureAwait(false);
            connection.Transport = below;
        }
    }

    private async Task ReadAsync(PipeReader from)
    {
        Exception? why = null;
        try
        {
            InboundFrames inbound = new(Answer);
            while (await MoveAsync(from, up.Writer, inbound.Take, endsByCancel: true).ConfigureAwait(false))
            {
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            why = broken;
        }

        hasEnded = true;
        foreach (TaskCompletionSource waiting in asked.Values)
        {
            waiting.TrySetException(Gone());
        }

        await up.Writer.CompleteAsync(why).ConfigureAwait(false);
    }

    private async Task WriteAsync(PipeWriter to)
    {
        try
        {
            while (await MoveAsync(down.Reader, to, outbound.Take, endsByCancel: false).ConfigureAwait(false))
            {
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever reads is gone: what is read says so.
        }

        await down.Reader.CompleteAsync().ConfigureAwait(false);
    }

    private static async Task<bool> MoveAsync(PipeReader from, PipeWriter to, FrameFilter filter, bool endsByCancel)
    {
        ReadResult read = await from.ReadAsync().ConfigureAwait(false);
        foreach (ReadOnlyMemory<byte> piece in read.Buffer)
        {
            filter(piece.Span, to);
        }

        if (read.Buffer.IsEmpty)
        {
            filter([], to);
        }

        from.AdvanceTo(read.Buffer.End);
        FlushResult flushed = await to.FlushAsync().ConfigureAwait(false);
        return !read.IsCompleted && !flushed.IsCompleted && !(endsByCancel && read.IsCanceled);
    }

    private bool Answer(ulong payload)
    {
        bool isOurs = asked.TryRemove(payload, out TaskCompletionSource? answer);
        answer?.TrySetResult();
        return isOurs;
    }

    private static MeasurementRefusedException Gone() => new(MeasurementReasons.PeerGone, "the connection ended before a PING was answered");

    private delegate void FrameFilter(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards);
}
