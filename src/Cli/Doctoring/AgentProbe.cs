// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Cli.Agents;
using Attestation.Wire;

namespace Attestation.Cli.Doctoring;

/// <summary>Whether an agent answers, and what it is.</summary>
/// <param name="Remark">What is said of it.</param>
/// <param name="GivesEvidence">True where it answers, and is of a real machine: a simulated one stands in for nothing.</param>
internal sealed record AgentProbe(Remark Remark, bool GivesEvidence)
{
    /// <summary>Digest of the running agent, as it says itself; null where none answers.</summary>
    public string? Sha256 { get; init; }

    private const string What = "socket";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(20);

    /// <summary>Asks the agent what it is; reads nothing else and appends nothing.</summary>
    public static async Task<AgentProbe> AskAsync(string directory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using AgentConnection connection = new(directory);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return Of(directory, await connection.GetInfoAsync(patience.Token).ConfigureAwait(false), now);
        }
        catch (AgentException refused)
        {
            bool isAbsent = refused.Reason == AgentException.Unreachable;
            return new(new(isAbsent ? Outcome.NotEvaluated : Outcome.Fail, What, AgentRefusal.Message(refused, directory))
            {
                Hint = isAbsent ? "start attestation-agent, or name its --socket DIR; its socket is for members of its group" : "",
            }, GivesEvidence: false);
        }
    }

    private static AgentProbe Of(string directory, GetInfoResponse info, DateTimeOffset now)
    {
        string quote = string.Create(CultureInfo.InvariantCulture, $"median quote {info.QuoteP50Us / 1000.0:F1} ms");
        string says = $"{directory}: {string.Join(" + ", info.Tees)}, {info.Origin}, size {info.Size}, evidence of {info.EvidenceAt}, {quote}, anchor {info.Anchor}";
        bool isOld = UtcTime.TryRead(info.EvidenceAt, out DateTimeOffset at) && now - at > Old;
        Outcome outcome = info.Simulated || isOld || info.Anchor == "none" ? Outcome.Warn : Outcome.Pass;
        return new(new(outcome, What, info.Simulated ? $"SIMULATED, and no evidence of this machine: {says}" : says)
        {
            Hint = isOld ? "its evidence is old: its log says what the device answers" : "",
        }, GivesEvidence: !info.Simulated)
        {
            Sha256 = Hex.Of(info.AgentSha256.Span),
        };
    }
}
