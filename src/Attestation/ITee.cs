// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Configuration;
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

    /// <summary>Writes the members of a strict policy section that accepts just what <paramref name="claims"/> say; never an Unsafe key.</summary>
    /// <param name="writer">Stands inside the section's object.</param>
    /// <param name="claims">Claims of a passing result.</param>
    void DraftPolicy(Utf8JsonWriter writer, Claims claims);
}
