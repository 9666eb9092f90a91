// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>A TEE that answers when the test says so, one request at a time as a device does.</summary>
internal sealed class FakeAttester : IAttester
{
    private readonly Channel<FakeQuote> requests = Channel.CreateUnbounded<FakeQuote>();
    private int inFlight;

    public string Tee => "fake";

    /// <summary>Most requests that were in flight at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    public async ValueTask<Evidence> AttestAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        Requests++;
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref inFlight));
        FakeQuote quote = new(reportData);
        await requests.Writer.WriteAsync(quote, CancellationToken.None);
        try
        {
            return await quote.Evidence;
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>The next request that the agent makes.</summary>
    public async Task<FakeQuote> NextAsync() => await requests.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
