// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Statements;

/// <summary><c>svid-binding/v1</c>: the process that runs this program proved possession of this key, for this identity.</summary>
public sealed record SvidBinding : IPredicate
{
    /// <summary>The purpose under which Dapr signs workflow histories.</summary>
    public const string DaprPurpose = "dapr-history-signing";

    /// <summary>The purpose of keys that a person binds.</summary>
    public const string UserPurpose = "user";

    /// <summary>What a key is bound for.</summary>
    public static ImmutableArray<string> Purposes { get; } = [DaprPurpose, "x509-svid", UserPurpose];

    /// <summary>How the program's digest was obtained, strongest first.</summary>
    public static ImmutableArray<string> Levels { get; } = ["verity", "ima", "hash"];

    /// <summary>Who the process is known by: the peer of the agent's own socket, or a process id that somebody handed over.</summary>
    public static ImmutableArray<string> Methods { get; } = ["front", "pid"];

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Spki { get; init; }

    /// <summary>SHA-256 of the program; 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Exe { get; init; }

    /// <summary>SHA-256 of the container image's manifest; null where it is not known.</summary>
    public ReadOnlyMemory<byte>? Image { get; init; }

    /// <summary>One of <see cref="Purposes"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whom the key is to stand for; null where nobody was named.</summary>
    public string? SpiffeId { get; init; }

    /// <summary>Dapr's namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Dapr's app id.</summary>
    public string? AppId { get; init; }

    /// <summary><c>challenge</c> or <c>csr</c>.</summary>
    public required string Possession { get; init; }

    /// <summary>One of <see cref="Methods"/>.</summary>
    public required string Method { get; init; }

    /// <summary>One of <see cref="Levels"/>.</summary>
    public required string Measured { get; init; }

    /// <summary><c>peer-generated</c> or <c>unknown</c>.</summary>
    public required string KeyOrigin { get; init; }

    /// <summary>True where a bound process renews after its file was replaced.</summary>
    public bool ImageDeleted { get; init; }

    /// <summary>True where it was issued although the agent's policy does not list the program.</summary>
    public bool NotInPolicy { get; init; }

    /// <summary>The process.</summary>
    public required MeasuredProcess Process { get; init; }

    /// <summary>A verifier's nonce, 32 bytes; null where none was asked for.</summary>
    public ReadOnlyMemory<byte>? Nonce { get; init; }

    /// <summary>The verifier that the nonce is of; beside a nonce, and not without one.</summary>
    public string? Audience { get; init; }

    /// <summary>The binding before it of the same identity and process.</summary>
    public PreviousBinding? Previous { get; init; }

    /// <inheritdoc/>
    public PredicateType Type => PredicateTypes.SvidBinding;

    /// <inheritdoc/>
    public ImmutableArray<Subject> Subjects =>
    [
        Subject.OfSha256(Subject.Spki, Spki),
        Subject.OfSha256(Subject.Exe, Exe),
        .. Image is { } image ? [Subject.OfSha256(Subject.Image, image)] : ImmutableArray<Subject>.Empty,
    ];

    /// <summary>What a statement of this type says.</summary>
    /// <exception cref="ArgumentException">A statement of another type.</exception>
    public static SvidBinding Of(Statement statement)
    {
        PredicateTypes.SvidBinding.Require(statement);
        JsonItem item = statement.Predicate;
        return new()
        {
            Spki = statement.SubjectOf(Subject.Spki)!.Digest,
            Exe = statement.SubjectOf(Subject.Exe)!.Digest,
            Image = statement.SubjectOf(Subject.Image)?.Digest,
            Purpose = item.Text("purpose"),
            SpiffeId = statement.TextOf("spiffeId"),
            Namespace = statement.TextOf("namespace"),
            AppId = statement.TextOf("appId"),
            Possession = item.Text("possession"),
            Method = item.Text("method"),
            Measured = item.Text("measured"),
            KeyOrigin = item.Text("keyOrigin"),
            ImageDeleted = item.Flag("imageDeleted"),
            NotInPolicy = item.Flag("notInPolicy"),
            Process = ProcessParts.Of(item.Field("process")),
            Nonce = item.OptionalHex("nonce"),
            Audience = statement.TextOf("audience"),
            Previous = item.TryGet("previous", out JsonItem? previous) ? new(previous.Text("origin"), previous.Counter("leaf")) : null,
        };
    }

    /// <inheritdoc/>
    public void WriteTo(JsonItemWriter json)
    {
        json.WriteString("purpose", Purpose);
        json.WriteString("possession", Possession);
        json.WriteString("method", Method);
        json.WriteString("measured", Measured);
        json.WriteString("keyOrigin", KeyOrigin);
        ProcessParts.Write(json, Process);
        json.WriteGiven("spiffeId", SpiffeId);
        json.WriteGiven("namespace", Namespace);
        json.WriteGiven("appId", AppId);
        json.WriteTrue("imageDeleted", ImageDeleted);
        json.WriteTrue("notInPolicy", NotInPolicy);
        json.WriteGiven("audience", Audience);
        if (Nonce is { } nonce)
        {
            json.WriteHex("nonce", nonce);
        }

        if (Previous is { } previous)
        {
            json.WriteStartObject("previous");
            json.WriteString("origin", previous.Origin);
            json.WriteCounter("leaf", previous.Leaf);
            json.WriteEndObject();
        }
    }
}
