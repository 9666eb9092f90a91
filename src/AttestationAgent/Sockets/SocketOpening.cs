// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.Grpc;
using Microsoft.AspNetCore.Builder;

namespace Attestation.Agent.Sockets;

/// <summary>Starts a server on sockets: made where nobody else can reach them, bound, then shown.</summary>
internal static class SocketOpening
{
    /// <summary>Opens them; a server that cannot is disposed.</summary>
    /// <exception cref="AgentFailure">A socket cannot be opened or owned.</exception>
    public static async Task OpenAsync(this WebApplication application, params UnixSocket[] sockets)
    {
        try
        {
            Array.ForEach(sockets, UnixSocketFile.Prepare);
            await application.StartAsync().ConfigureAwait(false);
            Array.ForEach(sockets, UnixSocketFile.Show);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new AgentFailure(AgentFailure.NoEvidence, failed.Message, failed);
        }
    }
}
