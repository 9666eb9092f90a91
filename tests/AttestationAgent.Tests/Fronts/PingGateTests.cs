// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using Attestation.Agent.Fronts;
using Attestation.Agent.Measuring;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Fronts;

/// <summary>The gate over pipes: the test is the client below it, and the server above.</summary>
public sealed class PingGateTests : IAsyncDisposable
{
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8];
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    private readonly FakeTimeProvider clock = new();
    private readonly PingGate gate;
    private readonly Pipe toServer = new();
    private readonly Pipe toClient = new();
    private readonly DefaultConnectionContext connection;
    private readonly TaskCompletionSource end = new();
    private readonly Task running;

    public PingGateTests()
    {
        gate = new(clock);
        connection = new("test", new DuplexPipe(toServer.Reader, toClient.Writer), new DuplexPipe(toClient.Reader, toServer.Writer));
        running = gate.RunAsync(connection, _ => end.Task);
    }

    public async ValueTask DisposeAsync()
    {
        end.TrySetResult();
        await running;
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_ping_is_answered_by_its_own_bytes_and_the_server_sees_nothing_of_it()
    {
        await BeginAsync();
        Task ping = gate.PingAsync(default);
        byte[] question = await ReadAsync(toClient.Reader, PingFrame.Bytes);
        Assert.Equal((byte[])[0, 0, 8, 6, 0, 0, 0, 0, 0], question[..PingFrame.HeaderBytes]);
        question[4] = 1;

        await toServer.Writer.WriteAsync((byte[])[.. question, .. Settings]);

        await ping;
        Assert.Equal(Settings, await ReadAsync(connection.Transport.Input, Settings.Length));
    }

    [Fact]
    public async Task Other_bytes_answer_nothing()
    {
        await BeginAsync();
        Task ping = gate.PingAsync(default);
        byte[] question = await ReadAsync(toClient.Reader, PingFrame.Bytes);
        question[4] = 1;
        question[^1] ^= 1;

        await toServer.Writer.WriteAsync(question);

        Assert.Equal(question, await ReadAsync(connection.Transport.Input, question.Length));
        Assert.False(ping.IsCompleted);
        clock.Advance(PingGate.Patience);
        Assert.Equal(MeasurementReasons.PingTimeout, (await Assert.ThrowsAsync<MeasurementRefusedException>(() => ping)).Reason);
    }

    [Fact]
    public async Task Before_the_server_has_said_anything_it_waits()
    {
        Task ping = gate.PingAsync(default);

        await BeginAsync();

        Assert.Equal(6, (await ReadAsync(toClient.Reader, PingFrame.Bytes))[3]);
        Assert.False(ping.IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_ends_answers_nothing_more()
    {
        await BeginAsync();
        Task ping = gate.PingAsync(default);

        await toServer.Writer.CompleteAsync();

        Assert.Equal(MeasurementReasons.PeerGone, (await Assert.ThrowsAsync<MeasurementRefusedException>(() => ping)).Reason);
        Assert.Equal(MeasurementReasons.PeerGone, (await Assert.ThrowsAsync<MeasurementRefusedException>(() => gate.PingAsync(default))).Reason);
    }

    [Fact]
    public async Task A_connection_that_breaks_breaks_for_the_server_too()
    {
        await BeginAsync();

        await toServer.Writer.CompleteAsync(new ConnectionResetException("reset"));

        await Assert.ThrowsAsync<ConnectionResetException>(async () => await connection.Transport.Input.ReadAsync());
    }

    // Both sides have said their first words.
    private async Task BeginAsync()
    {
        await toServer.Writer.WriteAsync(Preface);
        Assert.Equal(Preface, await ReadAsync(connection.Transport.Input, Preface.Length));
        await connection.Transport.Output.WriteAsync(Settings);
        Assert.Equal(Settings, await ReadAsync(toClient.Reader, Settings.Length));
    }

    private static async Task<byte[]> ReadAsync(PipeReader reader, int length)
    {
        ReadResult read = await reader.ReadAtLeastAsync(length);
        byte[] bytes = System.Buffers.BuffersExtensions.ToArray(read.Buffer.Slice(0, length));
        reader.AdvanceTo(read.Buffer.GetPosition(length));
        return bytes;
    }
}
