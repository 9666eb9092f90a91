// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Documents;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>One attestation from payload to attributes (CONTRACTS, section 11.4). What is cheap comes first, and a quote is verified before a log is asked for.</summary>
/// <param name="setup">What was in force at its start.</param>
/// <param name="appraisal">The verifier.</param>
/// <param name="gate">What all attestations share.</param>
/// <param name="handOver">The credential composer.</param>
/// <param name="clock">The clock.</param>
internal sealed class NodeAttestation(NodeAttestorSetup setup, NodeAppraisal appraisal, AttestGate gate, IHandOver handOver, TimeProvider clock)
{
    private const int NonceBytes = 32;

    private readonly NodeAttestorOptions options = setup.Options;

    /// <summary>Runs to its end.</summary>
    /// <exception cref="RefusedException">Nothing is attested.</exception>
    public async Task RunAsync(AttestStream stream, CancellationToken cancellationToken)
    {
        AttestMessages.RequirePayload(await stream.PayloadAsync().ConfigureAwait(false));
        ExpectedNonce nonce = new(RandomNumberGenerator.GetBytes(NonceBytes), options.TrustDomain.Name);
        ReadOnlyMemory<byte> answer = await stream.ChallengeAsync(AttestMessages.Nonce(nonce.Nonce), "statement and evidence", AttestLimits.EvidenceTime).ConfigureAwait(false);
        AppraisedNode node = await VerifyAsync(stream, appraisal.Bundle(AttestMessages.Answer(answer)), nonce, cancellationToken).ConfigureAwait(false);
        RequireReal(node);
        string id = NodePath.IdOf(node, options.AgentPath, options.TrustDomain.Name);
        await BindAsync(node, id, cancellationToken).ConfigureAwait(false);
        await stream.AttributesAsync(new()
        {
            SpiffeId = id,
            CanReattest = true,
            SelectorValues = { Selectors.Of(node, options.Selectors, isKeyBound: !options.AllowUnboundKeysUnsafe) },
        }).ConfigureAwait(false);
    }

    private async Task<AppraisedNode> VerifyAsync(AttestStream stream, ProofBundle bundle, ExpectedNonce nonce, CancellationToken cancellationToken)
    {
        ImmutableArray<Evidence> evidences = bundle.Logs[0].Evidences;
        Endorsements endorsements = await setup.Endorsements.ForAsync(evidences, cancellationToken).ConfigureAwait(false);
        Task<AppraisedNode> Appraise(ProofBundle given, ImmutableArray<NamedPolicy> policies) =>
            gate.VerifyAsync(() => appraisal.Appraise(given, endorsements, policies, nonce, clock.GetUtcNow()), cancellationToken);

        AppraisedNode quoted = await Appraise(bundle, options.Policies).ConfigureAwait(false);
        using EventLogFetch fetch = new(stream, gate.Logs);
        ImmutableArray<ReadOnlyMemory<byte>> logs = await fetch.RunAsync(evidences).ConfigureAwait(false);
        return logs.IsEmpty
            ? quoted
            : await Appraise(bundle with { EventLogs = logs }, [.. options.Policies.Where(each => quoted.Policies.Contains(each.Name))]).ConfigureAwait(false);
    }

    private void RequireReal(AppraisedNode node)
    {
        if (node.Simulated && !options.AcceptSimulatedUnsafe)
        {
            throw new RefusedException(Refusal.Denied("simulated", "the evidence is a simulator's, and accept_simulated_unsafe is not set"));
        }

        string? because = node.Statement.Instance.Kind switch
        {
            "boot" => null,
            "run" => node.Origin.EndsWith($"/{Hex.Of(node.Statement.Instance.Sha256.Span)}", StringComparison.Ordinal) ? null : "the instance is no run of this log",
            var other => $"the instance is of kind {other}, which this version cannot verify",
        };
        if (because is not null)
        {
            throw new RefusedException(Refusal.Denied("instance", because));
        }
    }

    private async Task BindAsync(AppraisedNode node, string id, CancellationToken cancellationToken)
    {
        if (options.AllowUnboundKeysUnsafe)
        {
            return;
        }

        ReadOnlyMemory<byte> evidence = CredentialComposer.EvidenceExtension.Of(node.Origin, node.Leaf, node.CheckpointSha256);
        Refusal? refusal = await handOver.HandOverAsync(options.StateDirectory, id, node.Statement.Possession.Spki, evidence, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }
    }
}
