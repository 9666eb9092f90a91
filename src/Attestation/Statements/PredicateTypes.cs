// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary>Every predicate that is known, with its table of fields (CONTRACTS, section 3.3).</summary>
public static class PredicateTypes
{
    private static readonly FieldForm Head = new ObjectForm(
        FieldSpec.Required("origin", Forms.SomeText), FieldSpec.Required("size", Forms.Counter), FieldSpec.Required("root", Forms.Base64(32)));

    /// <summary>Leaf 0 of every log: this run, this boot, the head that the run before left.</summary>
    public static readonly PredicateType LogStart = new("log-start/v1", [new(Subject.Exe, 1, 1), new(Subject.LogKey, 1, 1)], new(
        FieldSpec.Required("origin", Forms.SomeText),
        FieldSpec.Required("runId", Forms.Sha256),
        FieldSpec.Required("logKey", Forms.Base64(32)),
        FieldSpec.Required("agent", Forms.Agent),
        FieldSpec.Required("tees", Forms.Tees),
        FieldSpec.Required("simulated", Forms.Boolean),
        FieldSpec.Required("bootId", Forms.Uuid),
        FieldSpec.Required("eventLogs", Forms.EventLogs),
        FieldSpec.Required("monotonic", Forms.Counter),
        FieldSpec.Optional("previous", Head)));

    /// <summary>Nothing happened; fresh Evidence covers a new head.</summary>
    public static readonly PredicateType Heartbeat = new("heartbeat/v1", [new(Subject.Evidence, 1, 1)], new(
        FieldSpec.Required("bootId", Forms.Uuid),
        FieldSpec.Required("monotonic", Forms.Counter),
        FieldSpec.Required("evidenceSize", Forms.Counter)));

    /// <summary>This key was in a plugin of this node when this server asked with this nonce.</summary>
    public static readonly PredicateType Node = new("node/v1", [new(Subject.Spki, 1, 1)], NodeForm.Node)
    {
        NonceField = "serverNonce",
        AudienceField = "trustDomain",
        Across = static statement =>
            statement.Predicate.TryGet("possession", out JsonItem? possession)
            && possession.TryGet("spki", out JsonItem? spki)
            && spki.Text == statement.SubjectOf(Subject.Spki)?.Hex
                ? null
                : "possession is shown of another key than the subject",
    };

    /// <summary>The process that runs this program proved possession of this key, for this identity.</summary>
    public static readonly PredicateType SvidBinding = new(
        "svid-binding/v1", [new(Subject.Spki, 1, 1), new(Subject.Exe, 1, 1), new(Subject.Image, 0, 1)], new(
            FieldSpec.Required("purpose", Forms.Choice([.. Statements.SvidBinding.Purposes])),
            FieldSpec.Required("possession", Forms.Choice("challenge", "csr")),
            FieldSpec.Required("method", Forms.Choice([.. Statements.SvidBinding.Methods])),
            FieldSpec.Required("measured", Forms.Choice([.. Statements.SvidBinding.Levels])),
            FieldSpec.Required("keyOrigin", Forms.Choice("peer-generated", "unknown")),
            FieldSpec.Required("process", ProcessForm.Process),
            FieldSpec.Optional("spiffeId", Forms.SomeText),
            FieldSpec.Optional("namespace", Forms.AnyText),
            FieldSpec.Optional("appId", Forms.AnyText),
            FieldSpec.Optional("imageDeleted", Forms.Boolean),
            FieldSpec.Optional("notInPolicy", Forms.Boolean),
            FieldSpec.Optional("nonce", Forms.Nonce),
            FieldSpec.Optional("audience", Forms.SomeText),
            FieldSpec.Optional("previous", new ObjectForm(FieldSpec.Required("origin", Forms.SomeText), FieldSpec.Required("leaf", Forms.Counter))))
        {
            Between = static item => Forms.Together(item, "nonce", "audience"),
        })
    {
        NonceField = "nonce",
        AudienceField = "audience",
    };

    /// <summary>This certificate was issued for that binding.</summary>
    public static readonly PredicateType SvidIssued = new("svid-issued/v1", [new(Subject.Certificate, 1, 1)], new(
        FieldSpec.Required("spiffeId", Forms.SomeText),
        FieldSpec.Required("bindingLeaf", Forms.Counter),
        FieldSpec.Required("notBefore", Forms.Time),
        FieldSpec.Required("notAfter", Forms.Time)));

    /// <summary>These histories had these heads when this leaf was appended.</summary>
    public static readonly PredicateType HistoryCheckpoint = new("history-checkpoint/v1", [new(Subject.ChainHead, 1, StatementLimits.MaxMembers)], new(
        FieldSpec.Required("trigger", Forms.Choice("schedule", "completion", "before-purge", "before-continue-as-new")),
        FieldSpec.Required("heads", new ListForm(
            new ObjectForm(
                FieldSpec.Required("sha256", Forms.Sha256),
                FieldSpec.Required("trustDomain", Forms.AnyText),
                FieldSpec.Required("namespace", Forms.AnyText),
                FieldSpec.Required("appId", Forms.AnyText),
                FieldSpec.Required("instance", Forms.AnyText),
                FieldSpec.Required("generation", Forms.Counter),
                FieldSpec.Required("signatureCount", Forms.Counter)),
            1))))
    {
        Across = static statement =>
            statement.Predicate.TryGet("heads", out JsonItem? heads)
            && heads.Items.Select(head => head.TryGet("sha256", out JsonItem? sha256) ? sha256.Text : "").SequenceEqual(statement.Subjects.Select(each => each.Hex))
                ? null
                : "heads are not the subjects in their order",
    };

    /// <summary>This peer handed in these digests.</summary>
    public static readonly PredicateType UserData = new("user-data/v1", [new(Subject.Data, 1, 8), new(Subject.Exe, 0, 1)], new(
        FieldSpec.Required("measured", Forms.Choice("none", "verity", "ima", "hash")),
        FieldSpec.Optional("peer", ProcessForm.Peer),
        FieldSpec.Optional("process", ProcessForm.Process),
        FieldSpec.Optional("nonce", Forms.Nonce),
        FieldSpec.Optional("audience", Forms.SomeText))
    {
        Between = static item => Forms.Together(item, "nonce", "audience") ?? OnePeer(item),
    })
    {
        NonceField = "nonce",
        AudienceField = "audience",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<PredicateType> All { get; } = [LogStart, Heartbeat, Node, SvidBinding, SvidIssued, HistoryCheckpoint, UserData];

    /// <summary>The predicate of an identifier; false for one that is not interpreted.</summary>
    public static bool TryFind(string uri, [NotNullWhen(true)] out PredicateType? type)
    {
        type = All.FirstOrDefault(each => each.Uri == uri);
        return type is not null;
    }

    private static string? OnePeer(JsonItem item)
    {
        bool isMeasured = item.TryGet("measured", out JsonItem? measured) && measured.Text != "none";
        return item.TryGet("process", out _) == isMeasured && item.TryGet("peer", out _) != isMeasured
            ? null
            : "want peer where measured is none, and process where it is not";
    }
}
