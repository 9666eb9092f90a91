// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>Whose virtual machine monitor launches the guest; they differ in the first state of a processor.</summary>
public enum Vmm
{
    /// <summary>QEMU with KVM.</summary>
    Qemu = 0,

    /// <summary>Amazon EC2.</summary>
    Ec2,

    /// <summary>Google Compute Engine.</summary>
    Gce,
}
