// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Security.Cryptography;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Machine.Simulator;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent;

/// <summary><c>--simulate TEE --once --out DIR</c>: one statement of the agent's own, its bundle, and a policy that accepts this machine.</summary>
/// <param name="state">The run.</param>
/// <param name="vendor">Writes the policy.</param>
internal sealed class OneStatement(AgentState state, ISimulatedMachine vendor)
{
    /// <summary>Appends the digest of the policy and writes both files.</summary>
    /// <returns>Path of the bundle.</returns>
    public async Task<string> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        byte[] policy = vendor.BundlePolicy();
        await File.WriteAllBytesAsync(Path.Combine(folder, "policy.json"), policy, cancellationToken).ConfigureAwait(false);

        UserData statement = new([Subject.OfSha256(Subject.Data, SHA256.HashData(policy))], Self());
        if (!state.Statements.TryWrite(statement, out ReadOnlyMemory<byte> bytes, out Malformed? malformed))
        {
            throw new InvalidOperationException(malformed!.ToString());
        }

        PendingStatement pending = new(bytes, uid: null);
        state.Queue.Add(pending);
        CommittedStatement committed = await pending.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        byte[] bundle = await state.Bundles.MakeAsync([committed.Index], _ => true, new(true, true, true), cancellationToken).ConfigureAwait(false);
        string path = Path.Combine(folder, "bundle.json");
        await File.WriteAllBytesAsync(path, bundle, cancellationToken).ConfigureAwait(false);
        return path;
    }

    private static ProcessPeer Self() =>
        new(Environment.ProcessId, ulong.Parse(Native.StartTime.Of(Environment.ProcessId), System.Globalization.CultureInfo.InvariantCulture), Native.CurrentUser.Uid(), Native.CurrentUser.Gid());
}
#endif
