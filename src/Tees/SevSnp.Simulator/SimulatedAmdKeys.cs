// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;

namespace Attestation.SevSnp.Simulator;

/// <summary>Keys of AMD's hierarchy, made when they are first needed: an RSA key of 4096 bits takes about a second.</summary>
/// <param name="keys">Where elliptic-curve keys come from; RSA keys are always random.</param>
/// <remarks>Thread-safe. Hand one to many machines: all product lines then share keys, which real ones do not.</remarks>
public sealed class SimulatedAmdKeys(SimulatedKeys keys)
{
    private readonly Lazy<SimulatedKey> ark = Rsa(keys, AmdRole.Ark);
    private readonly Lazy<SimulatedKey> issuer = Rsa(keys, AmdRole.Issuer);
    private readonly Lazy<SimulatedKey> sibling = Rsa(keys, AmdRole.Sibling);

    /// <summary>The key of a role, of the kind that its certificate asks for.</summary>
    public SimulatedKey Of(AmdRole role, KeyKind kind) => kind != KeyKind.RsaPss4096
        ? keys.Create(kind, $"amd/{role}")
        : (role switch
        {
            AmdRole.Ark => ark,
            AmdRole.Issuer => issuer,
            _ => sibling,
        }).Value;

    private static Lazy<SimulatedKey> Rsa(SimulatedKeys keys, AmdRole role) => new(() => keys.Create(KeyKind.RsaPss4096, $"amd/{role}"));
}
