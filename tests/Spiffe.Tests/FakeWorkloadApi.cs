// SPDX-License-Identifier: Apache-2.0

using Attestation.Spiffe.WorkloadApi;
using Grpc.Core;

namespace Attestation.Spiffe.Tests;

/// <summary>A Workload API without a wire: each stream that is opened is the next of those that the test gave, the last without an end.</summary>
internal sealed class FakeWorkloadApi(params FakeStream[] streams) : CallInvoker
{
    /// <summary>Headers of each call.</summary>
    public List<Metadata> Headers { get; } = [];

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Assert.Equal("/SpiffeWorkloadAPI/FetchX509SVID", method.FullName);
        FakeStream stream = streams[Headers.Count];
        Headers.Add(options.Headers!);
        return new((IAsyncStreamReader<TResponse>)(object)stream, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new InvalidOperationException($"{method.FullName} was called");

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new InvalidOperationException($"{method.FullName} was called");

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new InvalidOperationException($"{method.FullName} was called");

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new InvalidOperationException($"{method.FullName} was called");
}
