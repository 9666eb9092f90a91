// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Planning;
using Attestation.Wire;

namespace Attestation.Endorsing;

/// <summary>Under which TEEs and roots Endorsements are judged; what was judged under other roots is another matter.</summary>
/// <param name="Tees">The TEEs that know names.</param>
/// <param name="RootsUnsafe">SHA-256 of SubjectPublicKeyInfo of roots that a policy names beside the pinned ones.</param>
public sealed record EndorsementTrust(IReadOnlyList<ITee> Tees, ImmutableArray<ReadOnlyMemory<byte>> RootsUnsafe)
{
    private const string PinnedOnly = "pinned";
    private const int PartitionBytes = 16;

    /// <summary>Names the set of roots in a cache: <c>pinned</c>, or 32 hex digits of a digest over those that the policy names.</summary>
    public string Partition { get; } = RootsUnsafe.IsDefaultOrEmpty
        ? PinnedOnly
        : Hex.Of(SHA256.HashData([.. RootsUnsafe.Select(root => Hex.Of(root.Span)).Distinct().Order(StringComparer.Ordinal).SelectMany(Convert.FromHexString)])
            .AsSpan(0, PartitionBytes));

    /// <summary>The TEE that uses Endorsements of that name, or null.</summary>
    public ITee? TeeOf(string name) => Tees.FirstOrDefault(tee => tee.NamesEndorsement(name, out _));

    internal EndorsementVerdict Judge(string name, Endorsements atHand) =>
        TeeOf(name)?.JudgeEndorsement(name, atHand, RootsUnsafe) ?? EndorsementVerdict.Refused($"no tee uses {name}");
}
