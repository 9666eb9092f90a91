// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;
using Attestation.Agent.Sentry.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Sentry without a wire: it issues, unless the test has another answer for the call of that number.</summary>
internal sealed class FakeUpstream(SentryIssuer issuer) : IUpstreamSentry
{
    private readonly TaskCompletionSource firstCall = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Requests as they came.</summary>
    public List<byte[]> Received { get; } = [];

    /// <summary>The answer to a call; null issues.</summary>
    public Func<int, CancellationToken, Task<byte[]?>> Answers { get; set; } = (_, _) => Task.FromResult<byte[]?>(null);

    /// <summary>What is sent with each certificate.</summary>
    public byte[] Trailing { get; set; } = [];

    /// <summary>Whether there is a connection.</summary>
    public Func<CancellationToken, Task> Reaches { get; set; } = _ => Task.CompletedTask;

    /// <summary>Ends with the first call.</summary>
    public Task FirstCall => firstCall.Task;

    public byte[]? Sent { get; private set; }

    public static Task<byte[]?> Fails(StatusCode code, string because = "for the moment") => throw new RpcException(new Status(code, because));

    public static Task<byte[]?> HangsAsync(CancellationToken cancellationToken) => new TaskCompletionSource<byte[]?>().Task.WaitAsync(cancellationToken);

    public async Task<byte[]> SignAsync(byte[] request, CancellationToken cancellationToken)
    {
        int call = Received.Count;
        Received.Add(request);
        firstCall.TrySetResult();
        Sent = await Answers(call, cancellationToken) ?? [.. issuer.Issue(SignCertificateRequest.Parser.ParseFrom(request)).ToByteArray(), .. Trailing];
        return Sent;
    }

    public Task ReachAsync(CancellationToken cancellationToken) => Reaches(cancellationToken);
}
