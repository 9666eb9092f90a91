// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What all processes of the machine do from now on.</summary>
public interface IProcessEvents
{
    /// <summary>Begins to listen.</summary>
    /// <exception cref="KernelException">
    /// EPERM: CAP_NET_ADMIN is missing. ECONNREFUSED: not in the first network namespace. ETIMEDOUT: the kernel did not answer, as it does not to pid and user
    /// namespaces other than its first. EPROTONOSUPPORT: a kernel without CONFIG_PROC_EVENTS.
    /// </exception>
    IProcessEventFeed Listen();
}
