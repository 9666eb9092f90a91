// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>What is in force.</summary>
/// <param name="SocketDirectory">The attestation agent's.</param>
/// <param name="MaxBinaryBytes">A larger program gets no selectors.</param>
/// <param name="AllowBrokerPidsUnsafe">True where a pid that a broker chose is taken as if the kernel had given it.</param>
internal sealed record WorkloadAttestorOptions(string SocketDirectory, long MaxBinaryBytes, bool AllowBrokerPidsUnsafe);
