// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.KernelProbe;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.Native.Tests;

/// <summary>A simulated guest that laws are tried on; or its ports as something else shows them.</summary>
internal sealed class SimulatedLawMachine(SimulatedGuestKernel guest, int? floor, bool hasAuxBlob, bool hasServices = false, ITsmEntries? shownAs = null) : LawMachine
{
    public override IGuestKernel Kernel { get; } = shownAs is null ? guest : new OtherEntries(guest, shownAs);

    public override TimeProvider Clock { get; } = new ImpatientClock();

    public override int? PrivilegeFloor => floor;

    public override bool HasAuxBlob => hasAuxBlob;

    public override bool HasServices => hasServices;

    public KernelScript Script => guest.Script;

    public override void FailReports(Errno errno, int times) => Script.Fail("ask", errno, times);

    public override void AnswerNothing() => Script.AnswersNothing = true;

    public override void FailSevGuest(Errno errno) => Script.Fail("ioctl SNP_GET_REPORT", errno, times: 100);

    public override void FailExtension(Errno errno) => Script.Fail($"write {RegisterExtension.Rtmr3}", errno);

    public override void Heal() => Script.Heal();

    private sealed class OtherEntries(IGuestKernel kernel, ITsmEntries entries) : IGuestKernel
    {
        public bool IsSimulated => kernel.IsSimulated;

        public ITsmEntries Tsm => entries;

        public ISevGuestDevice SevGuest => kernel.SevGuest;

        public ITdxGuestDevice TdxGuest => kernel.TdxGuest;

        public IMeasurementRegisters Registers => kernel.Registers;

        public IEventLogs EventLogs => kernel.EventLogs;

        public IBoot Boot => kernel.Boot;
    }
}
