// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Configuration;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation;

/// <summary>The front door of a TEE's room: everything that the catalog, the command line and the plugins ask of it.</summary>
public interface ITee : IVerifier
{
    /// <summary>Its name in Evidence, policies and results, for example <c>sev-snp</c>.</summary>
    string Name { get; }

    /// <summary>What people call it, for example <c>AMD SEV-SNP</c>.</summary>
    string Title { get; }

    /// <summary>Its key in policy files, for example <c>sevSnp</c>.</summary>
    string PolicyKey { get; }

    /// <summary>Every rule of the room.</summary>
    ImmutableArray<Rule> Rules { get; }

    /// <summary>The parts its Evidence has; the first is the one that a raw file holds.</summary>
    ImmutableArray<EvidencePartKind> Parts { get; }

    /// <summary>The rule that REPORT_DATA is what was expected; null for a TEE that no log's head can be bound to.</summary>
    Rule? ReportDataRule => null;

    /// <summary>The register that a log's start is extended into; null where it has none.</summary>
    AnchorRegister? AnchorRegister => null;

    /// <summary>True where a raw file begins like this TEE's Evidence (CONTRACTS, section 5).</summary>
    bool Recognizes(ReadOnlySpan<byte> raw);

    /// <summary>Reads this TEE's section of a policy; problems go to the section, and <see cref="ConfigSection.Done"/> is called.</summary>
    ITeePolicy ReadPolicy(ConfigSection section);

    /// <summary>Decodes the first part without trusting it; every byte belongs to one field.</summary>
    bool TryDecode(
        ReadOnlyMemory<byte> raw,
        out ImmutableArray<DecodedField> fields,
        [NotNullWhen(false)] out Malformed? malformed);

    /// <summary>True where this TEE uses Endorsements of that name; <paramref name="suffixes"/>, default first, are those it may have.</summary>
    bool NamesEndorsement(string name, out ImmutableArray<string> suffixes);

    /// <summary>What to fetch for this Evidence, in the order in which it must be judged; empty where the Evidence leads to nothing.</summary>
    /// <param name="evidence">As received; nothing of it but hex and decimal digits enters a path.</param>
    /// <param name="rootsUnsafe">SHA-256 of SubjectPublicKeyInfo of roots that are trusted beside the vendor's.</param>
    /// <param name="policy">This TEE's section of the policy, which may say what the Evidence leaves open; null where there is none.</param>
    /// <remarks>A TEE that does not override this is verified by what is at hand alone.</remarks>
    ImmutableArray<EndorsementRequest> PlanEndorsements(
        Evidence evidence, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe, ITeePolicy? policy = null) => [];

    /// <summary>Judges what lies under one name, document and issuer chain together: whether it comes from an accepted root.</summary>
    /// <param name="name">A name that <see cref="NamesEndorsement"/> knows.</param>
    /// <param name="atHand">Everything that may be looked at; what is not under <paramref name="name"/> is needed by some TEEs to judge it.</param>
    /// <param name="rootsUnsafe">SHA-256 of SubjectPublicKeyInfo of roots that are trusted beside the vendor's.</param>
    /// <remarks>Revocation is left to the appraisal, which has the lists of that instant and says which rule failed.</remarks>
    EndorsementVerdict JudgeEndorsement(string name, Endorsements atHand, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        EndorsementVerdict.Refused($"{Title} does not judge {name} outside an appraisal");

    /// <summary>Writes the members of a strict policy section that accepts just what <paramref name="claims"/> say; never an Unsafe key.</summary>
    /// <param name="writer">Stands inside the section's object.</param>
    /// <param name="claims">Claims of a passing result.</param>
    void DraftPolicy(Utf8JsonWriter writer, Claims claims);
}
