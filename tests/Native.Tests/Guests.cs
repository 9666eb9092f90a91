// SPDX-License-Identifier: Apache-2.0

using Attestation.KernelProbe;
using Attestation.Machine.Simulator;
using Attestation.Machine.Simulator.Guest;
using Attestation.SevSnp.Simulator;
using Attestation.Tdx.Simulator;

namespace Attestation.Native.Tests;

/// <summary>Simulated guests that tests look at; SEV-SNP ones under one set of AMD's keys, whose RSA takes its time.</summary>
internal static class Guests
{
    private static readonly SimulatedAmdKeys AmdKeys = new(new SimulatedKeys("tests"));

    public static SimulatedTdxMachine TdxMachine() =>
        SimulatedTdxMachine.Create(SimulatedTdxOptions.At(SimulatedTdxOptions.DefaultNow) with { Seed = "tests" });

    public static SimulatedSnpMachine SnpMachine() =>
        SimulatedSnpMachine.Create(
            SimulatedSnpOptions.At(SimulatedSnpOptions.DefaultNow) with { Seed = "tests", Kds = new() { Table = [KdsDocument.Leaf, KdsDocument.CertChain] } },
            AmdKeys);

    public static SimulatedGuestKernel Tdx(GuestOptions? options = null, TimeProvider? clock = null) =>
        SimulatedTdxGuest.Start(TdxMachine(), options ?? new(), clock ?? new ImpatientClock());

    public static SimulatedGuestKernel Snp(GuestOptions? options = null, TimeProvider? clock = null) =>
        SimulatedSnpGuest.Start(SnpMachine(), options ?? new(), clock ?? new ImpatientClock());

    public static SimulatedLawMachine TdxLaws() => new(Tdx(), floor: null, hasAuxBlob: false);

    public static SimulatedLawMachine SnpLaws(int floor) => new(Snp(new() { PrivilegeFloor = floor, ServiceManifest = new byte[24] }), floor, hasAuxBlob: true, hasServices: true);
}
