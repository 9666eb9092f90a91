// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>The TEE behind a simulated configfs-tsm: what the kernel calls a provider.</summary>
public interface ISimulatedProvider
{
    /// <summary>The driver's name.</summary>
    string Name { get; }

    /// <summary>The lowest privilege level that may be asked for; null where the provider knows no levels.</summary>
    int? PrivilegeFloor { get; }

    /// <summary>True where the host adds something to each report.</summary>
    bool HasAuxBlob { get; }

    /// <summary>True under a service module: services have manifests.</summary>
    bool HasServices { get; }

    /// <summary>Makes a report over these inputs.</summary>
    /// <exception cref="KernelException">EINVAL: the provider refuses them.</exception>
    SimulatedBlobs Report(SimulatedInputs inputs);
}
