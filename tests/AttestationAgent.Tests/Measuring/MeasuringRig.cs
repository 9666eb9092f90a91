// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Containers;
using Attestation.Agent.Measuring;
using Attestation.Agent.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Measuring;

/// <summary>Measuring of a process that is made of text.</summary>
internal sealed class MeasuringRig
{
    public MeasuringRig(MeasuringLimits? limits = null, IContainerRuntime? runtime = null, params string[] interpreters)
    {
        Procfs = new(Process);
        ScriptMeasurement scripts = new([.. interpreters], Cache, (limits ?? new()).ScriptBytes);
        ContainerImages? images = runtime is null ? null : new(runtime, Procfs);
        Watch = new(Events, new(Procfs, Clock), new(), Clock, NullLogger.Instance);
        Measuring = new(Procfs, Procfs, Cache, new(isPlain: false), scripts, images, new(null, Clock), limits ?? new(), Clock);
        Watching = new(Procfs, Procfs, Cache, new(isPlain: false), scripts, images, new(Watch, Clock), limits ?? new(), Clock);
    }

    public FakeProcess Process { get; } = new();

    public FakeImage Image => Process.Image;

    public FakeProcfs Procfs { get; }

    public MeasurementCache Cache { get; } = new();

    public FakeTimeProvider Clock { get; } = new();

    public ProcessMeasurement Measuring { get; }

    /// <summary>What happened, for <see cref="Watching"/>.</summary>
    public FakeEvents Events { get; } = new();

    public ExecWatch Watch { get; }

    /// <summary>The same with records of execs.</summary>
    public ProcessMeasurement Watching { get; }

    public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) => Measuring.OfPidAsync(FakeProcess.Number, FakeProcess.Start, cancellationToken);

    /// <summary>Measures what must be refused.</summary>
    public async Task<(MeasurementReason Reason, string Because)> RefusedAsync()
    {
        MeasurementRefusedException refused = await Assert.ThrowsAsync<MeasurementRefusedException>(() => MeasureAsync());
        return (refused.Reason, refused.Message);
    }
}
