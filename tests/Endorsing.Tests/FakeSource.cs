// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>A service without a network.</summary>
internal sealed class FakeSource(TestClock clock, SimulatedTdxMachine machine) : IEndorsementSource
{
    /// <summary>Names in the order in which they were fetched.</summary>
    public ConcurrentQueue<string> Fetched { get; } = new();

    public SimulatedTdxMachine Machine { get; set; } = machine;

    public EndorsementUnavailableReason? Failure { get; set; }

    public TaskCompletionSource? Gate { get; set; }

    public TaskCompletionSource Asked { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static ImmutableArray<Endorsement> PiecesOf(EndorsementRequest request, SimulatedTdxMachine machine, DateTimeOffset now)
    {
        Assert.True(machine.Endorsements.TryGet(request.Name, request.Suffix, out Endorsement? document), request.Name);
        string chain = request.Name.Contains("crl", StringComparison.Ordinal)
            ? machine.Pki.PckChain(request.Name.Contains("root", StringComparison.Ordinal) ? [CertificateRole.Root] : [CertificateRole.Intermediate, CertificateRole.Root])
            : machine.Pki.SigningChain([CertificateRole.TcbSigning, CertificateRole.Root]);
        Endorsement Piece(string suffix, ReadOnlyMemory<byte> bytes) => new(request.Name, suffix, bytes) { RetrievedAt = now, Source = "fake" };
        return [Piece(request.Suffix, document.Bytes), Piece(EndorsementRequest.IssuerChainSuffix, System.Text.Encoding.ASCII.GetBytes(chain))];
    }

    public async ValueTask<ImmutableArray<Endorsement>> FetchAsync(EndorsementRequest request, bool isRenewal, CancellationToken cancellationToken)
    {
        Fetched.Enqueue(request.Name);
        Asked.TrySetResult();
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        return Failure is { } reason
            ? throw new EndorsementUnavailableException(request.Name, reason, "fake", "is out of order")
            : PiecesOf(request, Machine, clock.GetUtcNow());
    }

    public void AskAgain() => Asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
