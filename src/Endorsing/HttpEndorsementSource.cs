// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Fetches over HTTPS from configured hosts, at each host's pace, trying again within a budget.</summary>
/// <remarks>Thread-safe. Trust is the machine's: nothing in a configuration turns certificate validation off.</remarks>
public sealed class HttpEndorsementSource : IEndorsementSource, IDisposable
{
    private readonly ConcurrentDictionary<string, TokenBucket> buckets = new(StringComparer.Ordinal);
    private readonly EndorsementHosts hosts;
    private readonly EndorsementLimits limits;
    private readonly TimeProvider clock;
    private readonly Func<double> chance;
    private readonly HttpMessageInvoker invoker;
    private readonly HttpExchange exchange;

    /// <summary>A source over the machine's network.</summary>
    /// <param name="hosts">Where to ask.</param>
    /// <param name="limits">How patiently.</param>
    /// <param name="clock">Paces requests and dates answers.</param>
    public HttpEndorsementSource(EndorsementHosts hosts, EndorsementLimits limits, TimeProvider clock)
        : this(hosts, limits, clock, HttpExchange.Handler(), Random.Shared.NextDouble)
    {
    }

    internal HttpEndorsementSource(
        EndorsementHosts hosts, EndorsementLimits limits, TimeProvider clock, HttpMessageHandler handler, Func<double> chance)
    {
        this.hosts = hosts;
        this.limits = limits;
        this.clock = clock;
        this.chance = chance;
        invoker = new(handler, disposeHandler: true);
        exchange = new(invoker, limits, clock);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Endorsement>> FetchAsync(EndorsementRequest request, bool isRenewal, CancellationToken cancellationToken)
    {
        EndorsementUnavailableException? first = null;
        foreach (EndorsementTarget target in hosts.Targets(request))
        {
            try
            {
                return await TryAsync(request, target, isRenewal, cancellationToken).ConfigureAwait(false);
            }
            catch (EndorsementUnavailableException failed)
            {
                first ??= failed;
            }
        }

        throw first ?? new EndorsementUnavailableException(
            request.Name, EndorsementUnavailableReason.NoHost, "", $"none of {string.Join(", ", request.Routes.Select(route => route.Host.Name).Distinct())} is configured");
    }

    /// <summary>Closes connections.</summary>
    public void Dispose() => invoker.Dispose();

    private async ValueTask<ImmutableArray<Endorsement>> TryAsync(
        EndorsementRequest request, EndorsementTarget target, bool isRenewal, CancellationToken cancellationToken)
    {
        TokenBucket bucket = buckets.GetOrAdd(target.Address.Authority, _ => new(target.Host, clock));
        await bucket.WaitAsync(cancellationToken).ConfigureAwait(false);
        long started = clock.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                return await exchange.SendAsync(request, target, cancellationToken).ConfigureAwait(false);
            }
            catch (EndorsementUnavailableException failed)
                when (failed.IsTransient && attempt < (isRenewal ? limits.AttemptsToRenew : limits.Attempts))
            {
                pause = Pause(failed, attempt);
                if (clock.GetElapsedTime(started) + pause > limits.Total)
                {
                    throw;
                }

                if (failed.RetryAfter is { } asked)
                {
                    bucket.Pause(asked);
                }
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            await bucket.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // What the host asks for, and a little chance, so that its clients do not all come back at once.
    private TimeSpan Pause(EndorsementUnavailableException failed, int attempt)
    {
        TimeSpan longest = limits.FirstPause * Math.Pow(2, Math.Min(attempt - 1, 16));
        longest = longest < limits.LongestPause ? longest : limits.LongestPause;
        return failed.RetryAfter is { } asked ? asked + (limits.FirstPause * chance()) : longest * (0.5 + (0.5 * chance()));
    }
}
