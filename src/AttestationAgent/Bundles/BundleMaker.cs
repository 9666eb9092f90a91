// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Catalog;
using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Grpc.Core;

namespace Attestation.Agent.Bundles;

/// <summary>Makes proof bundles out of the live log: leaves, the newest head, its Evidence, and what travels with them.</summary>
/// <param name="run">The log.</param>
/// <param name="proofs">Proves leaves.</param>
/// <param name="endorsements">What the Evidence needs.</param>
internal sealed class BundleMaker(LogRun run, LogProofs proofs, IBundleEndorsements endorsements)
{
    private const int MaxLeaves = 4096;

    // In base64, beside event logs of 4 MiB and what else travels, within the 16 MiB of a document.
    private const int MaxStatementBytes = 6 << 20;

    /// <summary>The document.</summary>
    /// <param name="indices">The leaves, at most 4,096; each is put in once.</param>
    /// <param name="mayRead">Whether the caller may have a leaf's bytes.</param>
    /// <param name="wanted">What else goes in.</param>
    /// <param name="cancellationToken">Gives up fetching.</param>
    /// <exception cref="RpcException">A leaf that is not there, or that the caller may not read.</exception>
    public async Task<byte[]> MakeAsync(
        IEnumerable<long> indices, Func<ReadOnlyMemory<byte>, bool> mayRead, BundleWishes wanted, CancellationToken cancellationToken)
    {
        SortedSet<long> leaves = [.. wanted.LogStart ? indices.Prepend(0) : indices];
        if (leaves.Count is 0 or > MaxLeaves)
        {
            throw AgentError.Malformed($"{leaves.Count} leaves, want 1 to {MaxLeaves}");
        }

        PublishedHead head = proofs.Newest;
        ImmutableArray<BundledStatement> statements = Statements(leaves, head, mayRead);
        ImmutableArray<Evidence> evidences = EvidenceOf(head);
        return ProofBundleWriter.Write(new()
        {
            Logs = [new(head.Note, run.PublicKey, evidences)],
            Statements = statements,
            Endorsements = wanted.Endorsements ? await endorsements.ForAsync(evidences, cancellationToken).ConfigureAwait(false) : [],
            EventLogs = wanted.EventLogs ? EventLogsOf(evidences) : [],
        });
    }

    private ImmutableArray<BundledStatement> Statements(SortedSet<long> leaves, PublishedHead head, Func<ReadOnlyMemory<byte>, bool> mayRead)
    {
        ImmutableArray<BundledStatement>.Builder statements = ImmutableArray.CreateBuilder<BundledStatement>(leaves.Count);
        long bytes = 0;
        foreach (long leaf in leaves)
        {
            statements.Add(Statement(leaf, head, mayRead));
            bytes += statements[^1].Bytes.Length + statements[^1].Proof.Length;
            if (bytes > MaxStatementBytes)
            {
                throw AgentError.Of(StatusCode.InvalidArgument, "too-large", $"leaf {leaf} takes the bundle over the {ProofBundle.MaxBytes} bytes that readers take: ask for fewer leaves");
            }
        }

        return statements.MoveToImmutable();
    }

    // The first statement says which agent this is: nobody's secret.
    private BundledStatement Statement(long leaf, PublishedHead head, Func<ReadOnlyMemory<byte>, bool> mayRead)
    {
        (string proof, ReadOnlyMemory<byte> entry) = proofs.Of(leaf, head.Size);
        return leaf == 0 || mayRead(entry)
            ? new(entry, 0, Encoding.UTF8.GetBytes(proof))
            : throw AgentError.Of(StatusCode.PermissionDenied, "peer-not-allowed", $"leaf {leaf} is of another uid; members of log-readers may read it");
    }

    private ImmutableArray<Evidence> EvidenceOf(PublishedHead head)
    {
        if (!run.Storage.TryRead(LogLayout.Evidence(head.Size), EvidenceDocument.MaxBytes, out byte[]? bytes))
        {
            throw AgentError.Of(StatusCode.NotFound, "evidence-pruned", $"the Evidence of size {head.Size} is not kept any more");
        }

        return EvidenceDocument.TryParse(bytes, TeeCatalog.Default.Tees, out EvidenceDocument? document, out Malformed? malformed)
            ? document.Evidences
            : throw new UnreachableException($"the Evidence that this run wrote is refused: {malformed}");
    }

    private ImmutableArray<ReadOnlyMemory<byte>> EventLogsOf(ImmutableArray<Evidence> evidences) =>
    [
        .. from evidence in evidences
           from part in evidence.Parts
           where part.Sha256 is not null
           let log = run.Storage.TryRead(LogLayout.EventLog(part.Sha256!.Value.Span), ProofBundle.MaxEventLogBytes, out byte[]? bytes) ? bytes : null
           where log is not null
           select (ReadOnlyMemory<byte>)log,
    ];
}
