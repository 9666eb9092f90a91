// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A root that is trusted because its key is written down here or in a policy.</summary>
public sealed record PinnedRoot
{
    private readonly byte[] hash;

    /// <summary>Pins a root.</summary>
    /// <param name="name">What people call it, for example "Intel SGX Root CA".</param>
    /// <param name="spkiSha256">SHA-256 of the DER of its SubjectPublicKeyInfo, 64 hex digits.</param>
    /// <param name="source">Where the hash was read: document or address.</param>
    /// <param name="date">When it was read.</param>
    /// <exception cref="ArgumentException">The hash is not 64 hex digits.</exception>
    public PinnedRoot(string name, string spkiSha256, string source, DateOnly date)
    {
        if (!Hex.TryRead(spkiSha256, 32, out byte[]? read))
        {
            throw new ArgumentException($"pin of {name} is {spkiSha256.Length} characters, want 64 hex digits", nameof(spkiSha256));
        }

        hash = read;
        Name = name;
        SpkiSha256 = Hex.Of(read);
        Source = source;
        Date = date;
    }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>64 lower-case hex digits.</summary>
    public string SpkiSha256 { get; }

    /// <summary>Where the hash was read.</summary>
    public string Source { get; }

    /// <summary>When the hash was read.</summary>
    public DateOnly Date { get; }

    /// <summary>True where the certificate holds the pinned key; says nothing about its other fields.</summary>
    public bool Matches(Certificate certificate) => certificate.SpkiSha256.Span.SequenceEqual(hash);

    /// <inheritdoc/>
    public bool Equals(PinnedRoot? other) =>
        other is not null && (Name, SpkiSha256, Source, Date) == (other.Name, other.SpkiSha256, other.Source, other.Date);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, SpkiSha256);
}
