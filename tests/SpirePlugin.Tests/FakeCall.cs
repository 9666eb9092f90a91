// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.SpirePlugin.Tests;

/// <summary>A call without a wire.</summary>
internal sealed class FakeCall(CancellationToken cancellationToken = default) : ServerCallContext
{
    protected override string MethodCore => "/test/Test";

    protected override string HostCore => "unused";

    protected override string PeerCore => "unix:";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => cancellationToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
