// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Laws.Tees;

/// <summary>A family of mutants of one case, made one by one: there are too many to keep.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="At">Makes the one of that index.</param>
internal sealed record Mutants(int Count, Func<int, Mutant> At)
{
    private const int BitsPerByte = 8;

    /// <summary>Every so many of them are judged by a TEE that keeps nothing, too.</summary>
    public int ColdEvery { get; init; } = 1;

    /// <summary>One bit of the first part flipped, within its declared length.</summary>
    public static Mutants FlippedEvidence(TeeLawCase it) =>
        new(Strides(it.DeclaredLength, it.Stride), i => Genuine(it) with
        {
            Name = $"bit {i * it.Stride} of the evidence flipped",
            Evidence = WithFirstPart(it.Evidence, Flipped(it.Evidence.Parts[0].Bytes, i * it.Stride)),
        })
        {
            ColdEvery = it.ColdStride / it.Stride,
        };

    /// <summary>The first part cut short of its declared length.</summary>
    public static Mutants TruncatedEvidence(TeeLawCase it) =>
        new(it.DeclaredLength, length => Genuine(it) with
        {
            Name = $"evidence cut to {length} bytes",
            Evidence = WithFirstPart(it.Evidence, it.Evidence.Parts[0].Bytes[..length]),
        });

    /// <summary>Instants at which something is not valid.</summary>
    public static Mutants OutsideValidity(TeeLawCase it) =>
        new(it.Outside.Length, i => Genuine(it) with { Name = $"verified at {it.Outside[i]:O}", Now = it.Outside[i] });

    /// <summary>One Endorsement missing.</summary>
    public static Mutants WithoutEndorsement(TeeLawCase it)
    {
        ImmutableArray<Endorsement> all = [.. it.Endorsements.All];
        return new(all.Length, i => Genuine(it) with
        {
            Name = $"without {all[i].Name}{all[i].Suffix}",
            Endorsements = it.Endorsements.Without(all[i].Name, all[i].Suffix),
        });
    }

    /// <summary>One bit of one Endorsement flipped.</summary>
    public static IEnumerable<Mutants> FlippedEndorsements(TeeLawCase it) =>
        it.Endorsements.All.Select(endorsement => new Mutants(Strides(endorsement.Bytes.Length, it.EndorsementStride), i => Genuine(it) with
        {
            Name = $"bit {i * it.EndorsementStride} of {endorsement.Name}{endorsement.Suffix} flipped",
            Endorsements = With(it.Endorsements, endorsement, Flipped(endorsement.Bytes, AnotherThanCase(endorsement, i * it.EndorsementStride))),
        }));

    // Intel's signature is hex in either case, so a flip of the bit that tells the two apart changes nothing: its neighbour is flipped.
    private static int AnotherThanCase(Endorsement endorsement, int bit)
    {
        ReadOnlySpan<byte> bytes = endorsement.Bytes.Span;
        int signature = bytes.IndexOf("\"signature\":\""u8);
        bool isCase = signature >= 0 && bit / BitsPerByte > signature && bit % BitsPerByte == 5 && char.IsAsciiLetter((char)bytes[bit / BitsPerByte]);
        return isCase ? bit + 1 : bit;
    }

    private static Mutant Genuine(TeeLawCase it) => new("unchanged", it.Evidence, it.Endorsements, it.Now);

    private static int Strides(int bytes, int stride) => ((BitsPerByte * bytes) + stride - 1) / stride;

    private static byte[] Flipped(ReadOnlyMemory<byte> bytes, int bit)
    {
        byte[] flipped = bytes.ToArray();
        flipped[bit / BitsPerByte] ^= (byte)(1 << (bit % BitsPerByte));
        return flipped;
    }

    private static Evidence WithFirstPart(Evidence evidence, ReadOnlyMemory<byte> bytes) =>
        evidence with { Parts = evidence.Parts.SetItem(0, evidence.Parts[0] with { Bytes = bytes }) };

    private static Endorsements With(Endorsements endorsements, Endorsement old, byte[] bytes) =>
        new([new(old.Name, old.Suffix, bytes) { RetrievedAt = old.RetrievedAt, Source = old.Source }, .. endorsements.All]);
}
