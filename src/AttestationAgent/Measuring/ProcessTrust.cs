// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Kernel.Procfs;

namespace Attestation.Agent.Measuring;

/// <summary>What must be true of a process beside its file (processes, section 8.4).</summary>
internal static class ProcessTrust
{
    /// <summary>Nobody but the trusted base can name it, trace it, or be it under another id.</summary>
    /// <exception cref="MeasurementRefusedException">Somebody can.</exception>
    public static void Require(ProcessSnapshot snapshot, IProcessDirectory directory, NamespaceIdentity own)
    {
        if (directory.OwnerOf("pid") is not { } owner || owner != own)
        {
            throw new MeasurementRefusedException(MeasurementReasons.ForeignUserNamespace, "its pid namespace is owned by another user namespace than the agent's; a pod with hostUsers: false gets no more than its pod's identity");
        }

        ProcessStatus status = snapshot.Status;
        if (status.Tracer != 0)
        {
            throw new MeasurementRefusedException(MeasurementReasons.Traced, $"process {status.Tracer} traces it");
        }

        if (!status.Uids.AreOne || !status.Gids.AreOne)
        {
            throw new MeasurementRefusedException(MeasurementReasons.AmbiguousCredentials, $"uids {status.Uids}, gids {status.Gids}, want one of each");
        }
    }
}
