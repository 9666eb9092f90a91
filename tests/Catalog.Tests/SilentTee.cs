// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.TestKit.Toy;
using Attestation.Wire;

namespace Attestation.Catalog.Tests;

/// <summary>A TEE that evaluates nothing and claims much.</summary>
internal sealed class SilentTee : ITee
{
    public string Name => "silent";

    public string Title => "Silent";

    public string PolicyKey => "silent";

    public ImmutableArray<Rule> Rules => [];

    public ImmutableArray<EvidencePartKind> Parts => [new("nothing", Required: false)];

    public bool Recognizes(ReadOnlySpan<byte> raw) => raw is [0, ..];

    public ITeePolicy ReadPolicy(ConfigSection section) => new ToyPolicy();

    public bool TryDecode(ReadOnlyMemory<byte> raw, out ImmutableArray<DecodedField> fields, [NotNullWhen(false)] out Malformed? malformed)
    {
        fields = [];
        malformed = null;
        return true;
    }

    public bool NamesEndorsement(string name, out ImmutableArray<string> suffixes)
    {
        suffixes = [];
        return false;
    }

    public void DraftPolicy(Utf8JsonWriter writer, Claims claims)
    {
    }

    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) =>
        new([], static () => new() { { "debug", false } }, now);
}
