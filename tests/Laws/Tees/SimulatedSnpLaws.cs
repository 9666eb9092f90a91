// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Machine.Simulator;
using Attestation.Policies;
using Attestation.SevSnp;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;

namespace Attestation.Laws.Tees;

/// <summary>The laws for simulated SEV-SNP machines: every bit of one, some bits of each other product, version and kind of key.</summary>
public sealed class SimulatedSnpLaws : TeeLaws
{
    private const int Stride = 15;
    private const int EndorsementStride = 97;
    private const int DenseEndorsementStride = 17;

    private static readonly SimulatedAmdKeys Keys = new(new SimulatedKeys("laws"));

    internal override IEnumerable<TeeLawCase> Cases() =>
    [
        Of(SnpProduct.Genoa, VekKind.Vcek, 5) with { Stride = 1, EndorsementStride = DenseEndorsementStride },
        Of(SnpProduct.Milan, VekKind.Vcek, 2),
        Of(SnpProduct.Milan, VekKind.Vlek, 3),
        Of(SnpProduct.Genoa, VekKind.Vlek, 4),
        Of(SnpProduct.Turin, VekKind.Vcek, 5),
        Of(SnpProduct.Turin, VekKind.Vlek, 5),
    ];

    private static TeeLawCase Of(SnpProduct product, VekKind kind, uint version)
    {
        SimulatedSnpOptions options = SimulatedSnpOptions.At(SimulatedSnpOptions.DefaultNow, product, kind) with { Seed = "laws" };
        SimulatedSnpMachine machine = SimulatedSnpMachine.Create(options.WithReport(report => report with { Version = version }), Keys);
        return SnpCase.Of($"simulated {product} v{version} {kind}", machine.Evidence, machine.Endorsements, Policy(machine), options.Now) with
        {
            Stride = Stride,
            EndorsementStride = EndorsementStride,
        };
    }

    private static AppraisalPolicy Policy(SimulatedSnpMachine machine) =>
        PolicyFile.TryRead(machine.Policy(), [new SevSnpTee(VerifiedCache.None)], out PolicyFile? file, out var problems)
            ? file.Policy
            : throw new InvalidDataException(string.Join("; ", problems));
}
