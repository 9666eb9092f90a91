// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Protos.GoPlugin;
using Grpc.Core;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The host's last call. It has no deadline, and the process two seconds: answer first, then end.</summary>
/// <param name="life">The plugin's life.</param>
internal sealed class ControllerService(PluginLife life) : GRPCController.GRPCControllerBase
{
    /// <inheritdoc/>
    public override Task<Empty> Shutdown(Empty request, ServerCallContext context)
    {
        context.GetHttpContext().Response.OnCompleted(() =>
        {
            life.End();
            return Task.CompletedTask;
        });
        return Task.FromResult(new Empty());
    }
}
