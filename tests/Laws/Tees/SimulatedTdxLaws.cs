// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.Tdx;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Laws.Tees;

/// <summary>The laws for simulated TDX machines: every bit of a quote of each version, some bits of every other form.</summary>
public sealed class SimulatedTdxLaws : TeeLaws
{
    // No multiples of eight, so that every position in a byte has its turn.
    private const int Stride = 15;
    private const int TailBytes = 64;
    private const int EndorsementStride = 67;

    private static readonly DateTimeOffset Now = SimulatedTdxOptions.DefaultNow;

    internal override IEnumerable<TeeLawCase> Cases() =>
    [
        Of("simulated v4", new(), 1),
        Of("simulated v5, TD 1.0", QuoteOptions.Version5(TdBodyType.Td10), Stride),
        Of("simulated v5, TD 1.5", QuoteOptions.Version5(TdBodyType.Td15), 1),
        Of("simulated v5, TD 1.5 extended", QuoteOptions.Version5(TdBodyType.Td15Ex), Stride),
        WithoutItsTail(Of("simulated v4 with a tail", new() { Tail = new byte[TailBytes] }, Stride)),
    ];

    private static TeeLawCase Of(string name, QuoteOptions quote, int stride)
    {
        SimulatedTdxMachine machine = Machine(quote);
        return TdxCase.Of(name, machine.Evidence, machine.Endorsements, Policy(machine), Now) with
        {
            Stride = stride,
            EndorsementStride = EndorsementStride,
        };
    }

    private static TeeLawCase WithoutItsTail(TeeLawCase it) => it with { DeclaredLength = it.Evidence.Parts[0].Bytes.Length - TailBytes };

    private static SimulatedTdxMachine Machine(QuoteOptions quote) =>
        SimulatedTdxMachine.Create(SimulatedTdxOptions.At(Now) with { Seed = "laws", Quote = quote });

    private static AppraisalPolicy Policy(SimulatedTdxMachine machine) =>
        PolicyFile.TryRead(machine.Policy(), [new TdxTee(VerifiedCache.None)], out PolicyFile? file, out var problems)
            ? file.Policy
            : throw new InvalidDataException(string.Join("; ", problems));
}
