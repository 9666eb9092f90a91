// SPDX-License-Identifier: Apache-2.0

namespace Attestation.KernelProbe;

/// <summary>Something that holds at a port of the kernel, whoever implements it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="HoldAsync">Throws where it does not hold.</param>
public sealed record PortLaw(string Name, Func<LawMachine, ValueTask> HoldAsync)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
