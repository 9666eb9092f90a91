// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;

namespace Attestation.Agent.Measuring;

/// <summary>Counts how often all records of execs were forgotten: processes that started before are unknown until their next exec.</summary>
internal sealed class ExecMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Attestation.Agent.Measuring";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> losses;

    public ExecMeter() => losses = meter.CreateCounter<long>("attestation_agent.exec_records.losses", description: "times that events were lost and every record with them");

    public void CountLoss() => losses.Add(1);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
