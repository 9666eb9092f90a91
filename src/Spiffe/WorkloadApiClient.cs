// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Attestation.Spiffe.WorkloadApi;
using Grpc.Core;

namespace Attestation.Spiffe;

/// <summary>Asks the SPIFFE Workload API who the caller is, and goes on asking: a stream that ends is opened again.</summary>
/// <remarks>Thread-safe; each call has a stream of its own.</remarks>
/// <param name="calls">Carries gRPC to the Workload API's socket.</param>
/// <param name="clock">Measures the pauses.</param>
public sealed class WorkloadApiClient(CallInvoker calls, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly SpiffeWorkloadAPI.SpiffeWorkloadAPIClient client = new(calls);

    /// <summary>The first update: waits until there is an identity.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">InvalidArgument, Unimplemented: asking again is of no use.</exception>
    /// <exception cref="WorkloadApiException">The answer is no identity.</exception>
    public async Task<X509Update> FetchAsync(CancellationToken cancellationToken)
    {
        await foreach (X509Update update in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            return update;
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Every update, rotations included; does not end by itself. Who has no identity yet waits for one.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcException">InvalidArgument, Unimplemented: asking again is of no use.</exception>
    /// <exception cref="WorkloadApiException">The answer is no identity.</exception>
    public async IAsyncEnumerable<X509Update> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            using (AsyncServerStreamingCall<X509SVIDResponse> stream = client.FetchX509SVID(new(), Security(), cancellationToken: cancellationToken))
            {
                while (await NextAsync(stream.ResponseStream, cancellationToken).ConfigureAwait(false) is { } response)
                {
                    pause = FirstPause;
                    yield return X509UpdateReader.Read(response);
                }
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // Null where the stream has ended, or failed for the moment.
    private static async Task<X509SVIDResponse?> NextAsync(IAsyncStreamReader<X509SVIDResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken).ConfigureAwait(false) ? stream.Current : null;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException failed) when (failed.StatusCode is not (StatusCode.InvalidArgument or StatusCode.Unimplemented))
        {
            return null;
        }
    }

    // Against requests that somebody was made to send (SPIFFE Workload Endpoint, section 5, "Security Header").
    private static Metadata Security() => new() { { "workload.spiffe.io", "true" } };
}
