// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Machine.Simulator;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.SevSnp;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Simulator.Faults;
using Attestation.SevSnp.Wire;

namespace Attestation.Endorsing.Tests;

/// <summary>A simulated SEV-SNP machine, its AMD behind a real HTTPS server on this machine, a verifier that trusts its ARK, a folder for a cache.</summary>
internal sealed class SnpScene : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = SimulatedSnpOptions.DefaultNow;

    // An RSA key of 4096 bits takes a second.
    private static readonly SimulatedAmdKeys Keys = new(new SimulatedKeys("endorsing"));

    private SnpScene(SimulatedSnpMachine machine)
    {
        Machine = machine;
        Trust = new([new SevSnpTee(new VerifiedCache(1024))], [machine.RootSpkiSha256]);
    }

    public SimulatedSnpMachine Machine { get; }

    public EndorsementTrust Trust { get; }

    public required TestClock Clock { get; init; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public required WebAuthority Authority { get; init; }

    public required SimulatedService Service { get; init; }

    public required HttpEndorsementSource Source { get; init; }

    /// <summary>The machine's plan.</summary>
    public ImmutableArray<EndorsementRequest> Requests => Trust.Tees[0].PlanEndorsements(Machine.Evidence, Trust.RootsUnsafe);

    /// <summary>The policy that the machine writes; it names one product.</summary>
    public AppraisalPolicy Policy => PolicyFile.TryRead(Machine.Policy(), Trust.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems)
        ? file.Policy
        : throw new InvalidOperationException(string.Join("; ", problems));

    public EndorsementRequest Vcek => Requests.Single(each => each.Suffix == ".der");

    public static SimulatedSnpOptions Options(SnpProduct? product = null, VekKind kind = VekKind.Vcek) =>
        SimulatedSnpOptions.At(Now, product, kind) with { Seed = "endorsing" };

    public static SimulatedSnpMachine MachineOf(SimulatedSnpOptions options, bool isImpostor = false) =>
        isImpostor ? SimulatedSnpMachine.Create(options) : SimulatedSnpMachine.Create(options, Keys);

    public static SimulatedSnpMachine Faulty(string fault)
    {
        Assert.True(SnpFault.TryGet(fault, out Fault<SimulatedSnpOptions>? found), fault);
        return MachineOf(found.In(Options()));
    }

    /// <param name="machine">Who attests.</param>
    /// <param name="service">Whose documents are handed out; null hands out the machine's own.</param>
    /// <param name="isTrusted">False for a server that nobody vouches for.</param>
    /// <param name="limits">The client's patience.</param>
    public static async Task<SnpScene> StartAsync(
        SimulatedSnpMachine? machine = null, SimulatedSnpMachine? service = null, bool isTrusted = true, EndorsementLimits? limits = null)
    {
        machine ??= MachineOf(Options());
        WebAuthority authority = new();
        SimulatedService server = await SimulatedService.StartAsync(new PlayedKds(service ?? machine).AnswerAsync, authority.Issue("localhost"));
        EndorsementHosts hosts = ServiceScene.HostsOf($"amd-kds={server.Address}");
        HttpMessageHandler handler = isTrusted ? authority.Handler() : HttpExchange.Handler();
        TestClock clock = new(Now);
        return new(machine)
        {
            Clock = clock,
            Authority = authority,
            Service = server,
            Source = new(hosts, limits ?? ServiceScene.Limits, clock, handler, () => 0.5),
        };
    }

    public EndorsementCache Cache() => new(Folder, Trust, new(), Clock);

    public EndorsementStore Store(EndorsementCache? cache = null) => new(Trust, cache, Source, new(), Clock, () => 0.5);

    /// <summary>What can be had for the machine's Evidence.</summary>
    public ValueTask<GatheredEndorsements> GatherAsync(EndorsementStore store) =>
        new EndorsementPlanner(Trust, store).GatherAsync([Machine.Evidence], new(), TestContext.Current.CancellationToken);

    public AttestationResult Appraise(Endorsements endorsements) =>
        Trust.Tees[0].Appraise(Machine.Evidence, endorsements, Policy, Clock.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        Source.Dispose();
        await Service.DisposeAsync();
        Authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
