// SPDX-License-Identifier: Apache-2.0

using Attestation.Spiffe.WorkloadApi;
using Grpc.Core;

namespace Attestation.Spiffe.Tests;

/// <summary>One stream: its answers, then its end, a failure, or nothing more.</summary>
/// <param name="failure">How it ends; null is OK.</param>
/// <param name="answers">What comes first.</param>
internal sealed class FakeStream(StatusCode? failure, params X509SVIDResponse[] answers) : IAsyncStreamReader<X509SVIDResponse>
{
    private int at = -1;

    public X509SVIDResponse Current => answers[at];

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        at++;
        return at < answers.Length ? Task.FromResult(true)
            : failure is { } code ? Task.FromException<bool>(new RpcException(new Status(code, "as the test says")))
            : Task.FromResult(false);
    }
}
