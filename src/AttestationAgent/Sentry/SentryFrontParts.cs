// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Native.LibCrypto;
using Attestation.X509;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>What the front is made of.</summary>
internal sealed record SentryFrontParts
{
    /// <summary>In force now.</summary>
    public required Func<SentryOptions> Options { get; init; }

    /// <summary>Who has a binding in this run.</summary>
    public required BoundProcesses Bound { get; init; }

    public required OwnStatements Statements { get; init; }

    public required StatementQueue Queue { get; init; }

    public required SentryMeter Meter { get; init; }

    public required IEd25519 Ed25519 { get; init; }

    public required ILoggerFactory Logs { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Those of a run.</summary>
    public static SentryFrontParts Of(AgentState state, SentryMeter meter, ILoggerFactory logs) => new()
    {
        Options = () => state.Options.Sentry,
        Bound = state.Bound,
        Statements = state.Statements,
        Queue = state.Queue,
        Meter = meter,
        Ed25519 = new Ed25519(),
        Logs = logs,
        Clock = state.Clock,
    };
}
