// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>node/v1</c>: this key was in a plugin of this node when this server asked with this nonce.</summary>
public sealed record NodeStatement : IPredicate
{
    /// <summary>The server's trust domain: the audience of its nonce.</summary>
    public required string TrustDomain { get; init; }

    /// <summary>The server's nonce; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> ServerNonce { get; init; }

    /// <summary>The plugin's nonce; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> AgentNonce { get; init; }

    /// <summary>The TEEs whose Evidence covers the log.</summary>
    public required ImmutableArray<string> Tees { get; init; }

    /// <summary>The agent.</summary>
    public required AgentIdentity Agent { get; init; }

    /// <summary>The program that asked.</summary>
    public required NodeCaller Caller { get; init; }

    /// <summary>Which node this is.</summary>
    public required NodeInstance Instance { get; init; }

    /// <summary>The SPIRE agent's newest key signed.</summary>
    public required KeyPossession Possession { get; init; }

    /// <summary>The kernel's boot id.</summary>
    public required Guid BootId { get; init; }

    /// <summary>Event logs by digest.</summary>
    public required ImmutableArray<EventLogReference> EventLogs { get; init; }

    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.Node;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects => [Subject.OfSha256(Subject.Spki, Possession.Spki)];

    /// <summary>What a statement of this type says.</summary>
    /// <exception cref="ArgumentException">A statement of another type.</exception>
    public static NodeStatement Of(Statement statement)
    {
        PredicateTypes.Node.Require(statement);
        JsonItem item = statement.Predicate;
        JsonItem possession = item.Field("possession");
        return new()
        {
            TrustDomain = item.Text("trustDomain"),
            ServerNonce = item.HexBytes("serverNonce"),
            AgentNonce = item.HexBytes("agentNonce"),
            Tees = item.Tees(),
            Agent = item.Agent(),
            Caller = NodeParts.Caller(item.Field("caller")),
            Instance = NodeParts.Instance(item.Field("instance")),
            Possession = new(possession.HexBytes("spki"), possession.Base64Bytes("key"), possession.Text("algorithm"), possession.Base64Bytes("signature")),
            BootId = Guid.Parse(item.Text("bootId")),
            EventLogs = item.EventLogs(),
        };
    }

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("trustDomain", TrustDomain);
        json.WriteHex("serverNonce", ServerNonce);
        json.WriteHex("agentNonce", AgentNonce);
        json.WriteTees(Tees);
        json.WriteAgent(Agent);
        NodeParts.Write(json, Caller);
        NodeParts.Write(json, Instance);
        NodeParts.Write(json, Possession);
        json.WriteString("bootId", BootId.ToString("D"));
        json.WriteEventLogs(EventLogs);
    }
}
