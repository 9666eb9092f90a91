// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Quoting;

/// <summary>Obtains Evidence of every TEE of this node over one REPORT_DATA. The only caller of the devices; one request at a time.</summary>
/// <param name="attesters">At least one.</param>
/// <param name="clock">Measures.</param>
/// <param name="logger">Told of stalls.</param>
internal sealed partial class Quoter(ImmutableArray<IAttester> attesters, TimeProvider clock, ILogger<Quoter> logger)
{
    /// <summary>The TEEs.</summary>
    public ImmutableArray<string> Tees { get; } = [.. attesters.Select(each => each.Tee)];

    /// <summary>How long it takes.</summary>
    public QuoteLatency Latency { get; } = new();

    /// <summary>Asks every device at once; nobody's cancellation reaches one.</summary>
    /// <exception cref="AttesterException">One of them gave none.</exception>
    public async Task<ImmutableArray<Evidence>> QuoteAsync(ReadOnlyMemory<byte> reportData)
    {
        long start = clock.GetTimestamp();
        Evidence[] evidences = await Task.WhenAll(attesters.Select(each => each.AttestAsync(reportData, CancellationToken.None).AsTask())).ConfigureAwait(false);
        TimeSpan latency = clock.GetElapsedTime(start);
        TimeSpan typical = Latency.Median;
        if (Latency.Add(latency))
        {
            LogStall(logger, latency.TotalMilliseconds, typical.TotalMilliseconds);
        }

        return [.. evidences];
    }

    [LoggerMessage(101, LogLevel.Warning, "a quote took {Milliseconds} ms where {Typical} ms are typical: the host throttles")]
    private static partial void LogStall(ILogger logger, double milliseconds, double typical);
}
