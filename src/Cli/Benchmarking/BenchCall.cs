// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Statements;
using Google.Protobuf;

namespace Attestation.Cli.Benchmarking;

/// <summary>What a run asks for again and again.</summary>
/// <param name="Socket">The agent's socket that takes it.</param>
/// <param name="Answers">What the answers are, for people and as a member of the JSON.</param>
/// <param name="Quota">The agent's quota that limits it, by its name in the configuration.</param>
/// <param name="OnceAsync">Asks, and waits for the answer.</param>
internal sealed record BenchCall(AgentSocket Socket, string Answers, string Quota, Func<AgentConnection, CancellationToken, Task> OnceAsync)
{
    private const int DigestBytes = 32;

    /// <summary>A statement over data of a user's.</summary>
    public static BenchCall Append { get; } = new(AgentSocket.Agent, "statements", "user-data", (connection, cancellationToken) => connection.AppendAsync(Statement(), cancellationToken: cancellationToken));

    /// <summary>A binding of a key that nobody saw before: challenge, signature, measurement of this program, statement.</summary>
    public static BenchCall Bind { get; } = new(AgentSocket.Bind, "bindings", "svid-binding", BindAsync);

    private static async Task BindAsync(AgentConnection connection, CancellationToken cancellationToken)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await connection.BindAsync(key, SvidBinding.UserPurpose, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static AppendRequest Statement() => new()
    {
        UserData = new() { Digests = { new DataDigest { Algorithm = Subject.Sha256, Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(DigestBytes)) } } },
    };
}
