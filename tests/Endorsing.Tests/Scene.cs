// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Configuration;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.Tdx;
using Attestation.Tdx.Simulator;

namespace Attestation.Endorsing.Tests;

/// <summary>A simulated TDX machine, a verifier that trusts its root, and a folder for a cache.</summary>
internal sealed class Scene : IDisposable
{
    public static readonly DateTimeOffset Now = SimulatedTdxOptions.DefaultNow;

    public Scene()
    {
        Tees = [new TdxTee(new VerifiedCache(1024))];
        Trust = new(Tees, [Machine.RootSpkiSha256]);
    }

    public SimulatedTdxMachine Machine { get; } = MachineOf(number: 18, Now);

    public ITee[] Tees { get; }

    public EndorsementTrust Trust { get; }

    public TestClock Clock { get; } = new(Now);

    public string Folder { get; } = Directory.CreateTempSubdirectory("attest-tests-").FullName;

    public ImmutableArray<EndorsementRequest> Requests => new EndorsementPlanner(Trust, Store(null)).Plan([Machine.Evidence]);

    public EndorsementRequest TcbInfo => Requests.Single(each => each.Name.StartsWith("intel/tdx/tcb-info/", StringComparison.Ordinal));

    /// <summary>The same hierarchy at another time, with documents of another number.</summary>
    public static SimulatedTdxMachine MachineOf(int number, DateTimeOffset now)
    {
        SimulatedTdxOptions at = SimulatedTdxOptions.At(Now) with { Seed = "endorsing" };
        SimulatedTdxOptions then = SimulatedTdxOptions.At(now);
        return SimulatedTdxMachine.Create(at with
        {
            Pki = at.Pki with
            {
                PckCrl = then.Pki.PckCrl with { Number = number },
                RootCaCrl = then.Pki.RootCaCrl with { Number = number },
            },
            Pcs = at.Pcs with
            {
                TcbInfo = then.Pcs.TcbInfo with { EvaluationDataNumber = number },
                QeIdentity = then.Pcs.QeIdentity with { EvaluationDataNumber = number },
            },
        });
    }

    /// <summary>A machine whose every date holds for decades: for processes that have the real clock and no other.</summary>
    public static SimulatedTdxMachine LongLived(int number = 18)
    {
        (DateTimeOffset from, DateTimeOffset until) = (new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        SimulatedTdxOptions at = SimulatedTdxOptions.At(Now) with { Seed = "long-lived" };
        return SimulatedTdxMachine.Create(at with
        {
            Pki = at.Pki with
            {
                Root = at.Pki.Root with { NotBefore = from, NotAfter = until },
                Intermediate = at.Pki.Intermediate with { NotBefore = from, NotAfter = until },
                Pck = at.Pki.Pck with { NotBefore = from, NotAfter = until },
                TcbSigning = at.Pki.TcbSigning with { NotBefore = from, NotAfter = until },
                PckCrl = at.Pki.PckCrl with { ThisUpdate = from, NextUpdate = until, Number = number },
                RootCaCrl = at.Pki.RootCaCrl with { ThisUpdate = from, NextUpdate = until, Number = number },
            },
            Pcs = at.Pcs with
            {
                TcbInfo = at.Pcs.TcbInfo with { IssueDate = from, NextUpdate = until, EvaluationDataNumber = number },
                QeIdentity = at.Pcs.QeIdentity with { IssueDate = from, NextUpdate = until, EvaluationDataNumber = number },
            },
        });
    }

    public EndorsementCache Cache(EndorsementCacheLimits? limits = null, EndorsementTrust? trust = null) => new(Folder, trust ?? Trust, limits ?? new(), Clock);

    public EndorsementStore Store(IEndorsementSource? source, EndorsementCache? cache = null) => new(Trust, cache, source, new(), Clock, () => 0.5);

    public EndorsementPlanner Planner(EndorsementStore store) => new(Trust, store);

    public AttestationResult Appraise(Endorsements endorsements, DateTimeOffset? now = null, Func<AppraisalPolicy, AppraisalPolicy>? change = null)
    {
        Assert.True(PolicyFile.TryRead(Machine.Policy(), Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        AppraisalPolicy policy = change is null ? file.Policy : change(file.Policy);
        return Tees[0].Appraise(Machine.Evidence, endorsements, policy, now ?? Clock.GetUtcNow());
    }

    /// <summary>What a machine's service hands out for a request, judged.</summary>
    public JudgedEndorsement Judged(EndorsementRequest request, SimulatedTdxMachine? machine = null)
    {
        ImmutableArray<Endorsement> pieces = FakeSource.PiecesOf(request, machine ?? Machine, Clock.GetUtcNow());
        Assert.True(JudgedEndorsement.TryJudge(Trust, request.Name, pieces, new(), out JudgedEndorsement? judged, out string? wrong), wrong);
        return judged;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
