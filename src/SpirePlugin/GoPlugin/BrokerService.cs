// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Hosting;
using Attestation.SpirePlugin.Protos.GoPlugin;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>go-plugin's broker: SPIRE tells once where its own services listen, and holds the stream open.</summary>
/// <param name="host">Keeps what it told, whether that is before Init or after.</param>
/// <param name="life">The plugin's life.</param>
/// <param name="logger">The log.</param>
internal sealed partial class BrokerService(HostServices host, PluginLife life, ILogger<BrokerService> logger) : GRPCBroker.GRPCBrokerBase
{
    private const string Unix = "unix";

    /// <inheritdoc/>
    public override async Task StartStream(IAsyncStreamReader<ConnInfo> requestStream, IServerStreamWriter<ConnInfo> responseStream, ServerCallContext context)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, life.Ended);
        try
        {
            while (await requestStream.MoveNext(end.Token).ConfigureAwait(false))
            {
                Take(requestStream.Current);
            }

            await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(false);
        }
        catch (Exception closed) when (end.IsCancellationRequested && closed is OperationCanceledException or IOException)
        {
            // The host's way to end it is a reset.
        }
    }

    private void Take(ConnInfo told)
    {
        if (told.Network == Unix && told.Address.Length > 0)
        {
            host.ListenAt(told.Address);
        }
        else
        {
            LogUnreachable(logger, told.Network);
        }
    }

    [LoggerMessage(601, LogLevel.Warning, "SPIRE's own services listen on no unix socket: metrics go nowhere")]
    private static partial void LogUnreachable(ILogger logger, string network);
}
