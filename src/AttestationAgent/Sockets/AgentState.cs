// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Bundles;
using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.Agent.Nodes;
using Attestation.Agent.Quoting;
using Attestation.Kernel;

namespace Attestation.Agent.Sockets;

/// <summary>What the sockets serve from; made once the first head is published.</summary>
internal sealed record AgentState
{
    public required LiveOptions Live { get; init; }

    /// <summary>In force now.</summary>
    public AgentOptions Options => Live.Current;

    public required LogRun Run { get; init; }

    public required StatementQueue Queue { get; init; }

    public required GroupCommit Commit { get; init; }

    public required Quoter Quoter { get; init; }

    public required OwnStatements Statements { get; init; }

    public required LogProofs Proofs { get; init; }

    public required BundleMaker Bundles { get; init; }

    public required HeadFeed Heads { get; init; }

    public required NodeStatements Nodes { get; init; }

    public required HeldKeysStream HeldKeys { get; init; }

    public required MeasureCalls Measuring { get; init; }

    public required ProcessMeasurement Measurement { get; init; }

    public required IProcesses Processes { get; init; }

    public required Quotas NodeQuotas { get; init; }

    public required Quotas Quotas { get; init; }

    public required CallQuota BindingQuota { get; init; }

    public required DiskSpace Disk { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Value of the claim <c>log.anchor</c>.</summary>
    public required string Anchor { get; init; }

    public required bool IsSimulated { get; init; }

    /// <summary>Group that may read entries; null where there is no such group.</summary>
    public uint? LogReaders { get; init; }

    public IdempotentAppends Idempotency { get; } = new();

    /// <summary>Who has a binding in this run.</summary>
    public BoundProcesses Bound { get; } = new();
}
