// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Security.Cryptography;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Machine.Simulator;
using Attestation.Native;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent;

/// <summary>What an agent on a simulated machine shows first: a statement's bundle, and a policy that accepts this machine.</summary>
/// <param name="Bundle">The proof bundle.</param>
/// <param name="Policy">The policy file.</param>
internal sealed record OneStatement(byte[] Bundle, byte[] Policy)
{
    /// <summary>Proves the run's first statement, which every run has.</summary>
    /// <param name="state">The run.</param>
    /// <param name="vendor">Writes the policy.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static Task<OneStatement> OfTheStartAsync(AgentState state, ISimulatedMachine vendor, CancellationToken cancellationToken) =>
        ProveAsync(state, 0, vendor.BundlePolicy(), cancellationToken);

    /// <summary>Appends the policy's digest and proves it.</summary>
    /// <inheritdoc cref="OfTheStartAsync"/>
    public static async Task<OneStatement> OfThePolicyAsync(AgentState state, ISimulatedMachine vendor, CancellationToken cancellationToken)
    {
        byte[] policy = vendor.BundlePolicy();
        UserData said = new([Subject.OfSha256(Subject.Data, SHA256.HashData(policy))], Self());
        if (!state.Statements.TryWrite(said, uid: null, out PendingStatement? pending, out Malformed? malformed))
        {
            throw new InvalidOperationException(malformed.ToString());
        }

        state.Queue.Add(pending);
        CommittedStatement committed = await pending.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await ProveAsync(state, committed.Index, policy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes <c>bundle.json</c> and <c>policy.json</c>.</summary>
    /// <exception cref="AgentFailure">The folder cannot be written.</exception>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, "bundle.json"), Bundle, cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(Path.Combine(folder, "policy.json"), Policy, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new AgentFailure(AgentFailure.BadConfiguration, $"--out {folder}: {failed.Message}", failed);
        }
    }

    private static async Task<OneStatement> ProveAsync(AgentState state, long index, byte[] policy, CancellationToken cancellationToken) =>
        new(await state.Bundles.MakeAsync([index], _ => true, new(true, true, true), cancellationToken).ConfigureAwait(false), policy);

    private static ProcessPeer Self() =>
        new(Environment.ProcessId, StartTime.TicksOf(Environment.ProcessId), CurrentUser.Uid(), CurrentUser.Gid());
}
#endif
