// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>The kernel that this process runs on.</summary>
/// <remarks>Making it touches nothing: a port is asked when it is used.</remarks>
public sealed class LinuxKernel : IGuestKernel
{
    /// <inheritdoc/>
    public bool IsSimulated => false;

    /// <inheritdoc/>
    public ITsmEntries Tsm { get; } = new TsmEntries($"{SysRoot.OfNode}/kernel/config/tsm/report");

    /// <inheritdoc/>
    public ISevGuestDevice SevGuest { get; } = new SevGuestDevice("/dev/sev-guest");

    /// <inheritdoc/>
    public ITdxGuestDevice TdxGuest { get; } = new TdxGuestDevice("/dev/tdx_guest");

    /// <inheritdoc/>
    public IMeasurementRegisters Registers { get; } = new MeasurementRegisters($"{SysRoot.OfNode}/devices/virtual/misc/tdx_guest/measurements");

    /// <inheritdoc/>
    public IEventLogs EventLogs { get; } = new EventLogFiles($"{SysRoot.OfNode}/firmware/acpi/tables", $"{SysRoot.OfNode}/kernel/security");

    /// <inheritdoc/>
    public IBoot Boot { get; } = new Boot("/proc/sys/kernel/random/boot_id");
}
