// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;

namespace Attestation.Agent.Sentry;

/// <summary>Counts what an operator must see before he turns <c>enforce</c> on.</summary>
internal sealed class SentryMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Attestation.Agent.Sentry";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> notInPolicy;

    public SentryMeter() => notInPolicy = meter.CreateCounter<long>("attestation_agent.sentry.not_in_policy", description: "requests that only mode observe let pass");

    public void CountNotInPolicy(DaprApp app) => notInPolicy.Add(1, new KeyValuePair<string, object?>("app", app.ToString()));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
