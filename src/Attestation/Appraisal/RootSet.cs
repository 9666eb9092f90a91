// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Appraisal;

/// <summary>The roots that an appraisal accepts: the pinned ones, and those that the policy names.</summary>
public sealed class RootSet
{
    /// <summary>Begins the organization of every simulated root (CONTRACTS, section 11.1).</summary>
    private const string SimulatedOrganization = "SIMULATED - ";

    private static readonly byte[] OfNone = SHA256.HashData([]);

    private readonly ImmutableArray<PinnedRoot> pinned;
    private readonly ImmutableArray<ReadOnlyMemory<byte>> named;
    private readonly RootKeys keys;
    private readonly byte[] sha256;

    /// <summary>A set of roots.</summary>
    /// <param name="pinned">The vendor's.</param>
    /// <param name="named">SHA-256 of SubjectPublicKeyInfo of those that a policy names.</param>
    /// <param name="keys">Keeps the keys of pinned roots.</param>
    public RootSet(ImmutableArray<PinnedRoot> pinned, ImmutableArray<ReadOnlyMemory<byte>> named, RootKeys keys)
    {
        this.pinned = pinned;
        this.named = named;
        this.keys = keys;
        sha256 = named.Length == 0 ? OfNone : SHA256.HashData(named.SelectMany(root => root.ToArray()).ToArray());
    }

    /// <summary>Tells one set of named roots from another, in cache keys.</summary>
    public ReadOnlySpan<byte> Sha256 => sha256;

    /// <summary>The accepted root that this certificate holds the key of, or null.</summary>
    public TrustedRoot? Find(Certificate root)
    {
        foreach (PinnedRoot pin in pinned)
        {
            if (pin.Matches(root))
            {
                return new(pin.Name, Unsafe: false, Simulated: false);
            }
        }

        return named.Any(each => each.Span.SequenceEqual(root.SpkiSha256.Span))
            ? new(root.Subject.ToString(), Unsafe: true, root.Subject.Organization?.StartsWith(SimulatedOrganization, StringComparison.Ordinal) ?? false)
            : null;
    }

    /// <summary>The check that goes with <see cref="Find"/>.</summary>
    public Check Check(Rule rule, Certificate certificate, TrustedRoot? root)
    {
        string got = $"{certificate.Subject}, SPKI SHA-256 {Hex.Of(certificate.SpkiSha256.Span)}";
        return root is not null
            ? Attestation.Check.Pass(rule, root.Unsafe ? $"{got}, named by rootsUnsafe" : root.Name)
            : Attestation.Check.Fail(rule, "the chain ends in a root that is neither pinned nor named by the policy", got, string.Join(" or ", pinned.Select(pin => pin.SpkiSha256)));
    }

    /// <summary>The key of a root certificate; the key objects of pinned roots are kept.</summary>
    public string? Key(Certificate root, out VerificationKey? key) =>
        pinned.Any(pin => pin.Matches(root)) ? keys.Key(root, out key) : RootKeys.Import(root, out key);
}
