// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Everything that a guest's kernel offers to whoever collects Evidence. Each port is there; its calls fail where the interface is not.</summary>
public interface IGuestKernel
{
    /// <summary>True for a machine made of memory.</summary>
    bool IsSimulated { get; }

    /// <summary>configfs-tsm.</summary>
    ITsmEntries Tsm { get; }

    /// <summary>AMD's guest device.</summary>
    ISevGuestDevice SevGuest { get; }

    /// <summary>Intel's guest device.</summary>
    ITdxGuestDevice TdxGuest { get; }

    /// <summary>Run-time measurement registers.</summary>
    IMeasurementRegisters Registers { get; }

    /// <summary>Event logs of the boot.</summary>
    IEventLogs EventLogs { get; }

    /// <summary>This boot.</summary>
    IBoot Boot { get; }
}
