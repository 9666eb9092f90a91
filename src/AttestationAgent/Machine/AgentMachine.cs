// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SevSnp.Collect;
using Attestation.Statements;
using Attestation.Tdx.Collect;

namespace Attestation.Agent.Machine;

/// <summary>The machine that this agent attests: what its kernel offers, and what makes Evidence out of it.</summary>
/// <param name="Kernel">Real or simulated.</param>
/// <param name="Found">What detection found.</param>
/// <param name="Attesters">One for each TEE.</param>
/// <param name="EventLogs">Event logs of the boot, by kind.</param>
internal sealed record AgentMachine(
    IGuestKernel Kernel, DetectedGuest Found, ImmutableArray<IAttester> Attesters, ImmutableArray<(string Kind, ReadOnlyMemory<byte> Bytes)> EventLogs)
{
    private const string Ccel = "ccel";

    /// <summary>The event logs by digest, as statements name them.</summary>
    public ImmutableArray<EventLogReference> References { get; } = [.. EventLogs.Select(log => new EventLogReference(log.Kind, SHA256.HashData(log.Bytes.Span)))];

    /// <summary>Looks at the kernel and takes what is found; nothing stands in for what is not.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="required">TEEs that must be found; <c>auto</c> alone asks for any.</param>
    /// <param name="clock">Pauses between attempts.</param>
    /// <exception cref="AttesterException">No TEE, or not a required one; carries the probes.</exception>
    public static async Task<AgentMachine> DetectAsync(IGuestKernel kernel, ImmutableArray<string> required, TimeProvider clock)
    {
        DetectedGuest found = await GuestDetection.LookAsync(kernel, clock).ConfigureAwait(false);
        ImmutableArray<(string, ReadOnlyMemory<byte>)> logs = [.. found.EventLogs.SelectMany(each => Read(kernel, each))];
        IAttester attester = AttesterOf(kernel, found, logs, clock);
        return required is [Configuration.AgentOptions.AnyTee] || required is [var only] && only == attester.Tee
            ? new(kernel, found, [attester], logs)
            : throw new AttesterException(AttesterReason.NoTee, "this machine", $"is {attester.Tee}, the configuration requires {string.Join(" and ", required)}")
            {
                Hint = "name the TEEs of this machine in \"tees\", or leave \"auto\"",
                Probes = found.Probes,
            };
    }

    private static IAttester AttesterOf(
        IGuestKernel kernel, DetectedGuest found, ImmutableArray<(string Kind, ReadOnlyMemory<byte> Bytes)> logs, TimeProvider clock) =>
        (found.RequireSource(), found.Provider) switch
        {
            (ReportSource.Tsm, TdxAttester.Provider) => new TdxAttester(new TsmReports(kernel.Tsm, clock), logs.FirstOrDefault(log => log.Kind == Ccel).Bytes),
            (ReportSource.Tsm, SnpAttester.Provider) => SnpAttester.Over(new TsmReports(kernel.Tsm, clock)),
            (ReportSource.SevGuest, _) => SnpAttester.Over(new SevGuestReports(kernel.SevGuest, clock)),
            (_, var provider) => throw new AttesterException(AttesterReason.NotSupported, kernel.Tsm.Path, $"provider is {provider}, want {TdxAttester.Provider} or {SnpAttester.Provider}")
            {
                Probes = found.Probes,
            },
        };

    // A log that cannot be read is missing from Evidence, which a policy that needs it refuses.
    private static IEnumerable<(string Kind, ReadOnlyMemory<byte> Bytes)> Read(IGuestKernel kernel, EventLogSource source)
    {
        try
        {
            return [(source.Kind, kernel.EventLogs.Read(source))];
        }
        catch (KernelException)
        {
            return [];
        }
    }
}
