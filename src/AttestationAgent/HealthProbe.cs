// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.AgentClient;
using Attestation.Grpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attestation.Agent;

/// <summary><c>attestation-agent health</c>: asks the running agent over its socket; never the TEE (CONTRACTS, section 11.3).</summary>
internal static class HealthProbe
{
    public const string Startup = "startup";
    public const string Ready = "ready";
    public const string Live = "live";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Exit code 0 or 5, with one line that says why.</summary>
    public static async Task<int> AskAsync(AgentOptions options, string what, CancellationToken cancellationToken)
    {
        string path = AgentConnection.SocketIn(options.SocketDirectory);
        using GrpcChannel channel = UnixSocketChannel.Create(path);
        try
        {
            // The sockets open once the first checkpoint is published: whoever answers has started.
            HealthCheckResponse response = await new Health.HealthClient(channel)
                .CheckAsync(new() { Service = what == Startup ? Live : what }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            bool serves = response.Status == HealthCheckResponse.Types.ServingStatus.Serving;
            await Console.Out.WriteLineAsync($"{what}: {(serves ? "yes" : "no: the newest Evidence is too old, or the disk is full; see the agent's log")}").ConfigureAwait(false);
            return serves ? 0 : AgentFailure.NoEvidence;
        }
        catch (RpcException failed)
        {
            await Console.Out.WriteLineAsync($"{what}: no: {path}: {failed.Status.Detail}").ConfigureAwait(false);
            return AgentFailure.NoEvidence;
        }
    }
}
