// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Attestation.Configuration;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Endorsing.Tests;

/// <summary>A TEE whose leaf can only be judged by a chain of another name, as AMD's can: the leaf must begin with the chain's bytes.</summary>
internal sealed class LeafTee : ITee
{
    public const string Chain = "leaf/chain";
    public const string Leaf = "leaf/leaf";
    public const string Suffix = ".bin";

    public string Name => "leaf";

    public string Title => "Leaf";

    public string PolicyKey => "leaf";

    public ImmutableArray<Rule> Rules => [];

    public ImmutableArray<EvidencePartKind> Parts => [new("leaf", Required: true)];

    public bool Recognizes(ReadOnlySpan<byte> raw) => false;

    public ITeePolicy ReadPolicy(ConfigSection section) => throw new NotSupportedException();

    public bool TryDecode(ReadOnlyMemory<byte> raw, out ImmutableArray<DecodedField> fields, [NotNullWhen(false)] out Malformed? malformed) => throw new NotSupportedException();

    public bool NamesEndorsement(string name, out ImmutableArray<string> suffixes)
    {
        suffixes = [Suffix];
        return name is Chain or Leaf;
    }

    public ImmutableArray<EndorsementRequest> PlanEndorsements(
        Evidence evidence, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe, ITeePolicy? policy = null) =>
        [new(Chain, Suffix, []), new(Leaf, Suffix, []) { Needs = [Chain] }];

    public EndorsementVerdict JudgeEndorsement(string name, Endorsements atHand, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        !atHand.TryGet(Chain, Suffix, out Endorsement? chain) ? EndorsementVerdict.Refused("no chain")
        : !atHand.TryGet(name, Suffix, out Endorsement? own) || !own.Bytes.Span.StartsWith(chain.Bytes.Span) ? EndorsementVerdict.Refused("another chain's")
        : EndorsementVerdict.Authentic(Scene.Now.AddYears(-1), Scene.Now.AddYears(1));

    public void DraftPolicy(Utf8JsonWriter writer, Claims claims) => throw new NotSupportedException();

    public AttestationResult Appraise(Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now) => throw new NotSupportedException();
}
