// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Protos.GoPlugin;
using Grpc.Core;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>go-plugin's second way for a plugin's output: held open, never used, since SPIRE discards it.</summary>
/// <param name="life">The plugin's life.</param>
internal sealed class StdioService(PluginLife life) : GRPCStdio.GRPCStdioBase
{
    /// <inheritdoc/>
    public override async Task StreamStdio(Google.Protobuf.WellKnownTypes.Empty request, IServerStreamWriter<StdioData> responseStream, ServerCallContext context)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, life.Ended);
        try
        {
            await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host closed it, or the process ends.
        }
    }
}
