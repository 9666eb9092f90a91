// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>Stands before every call: only the living role's service answers, and no exception's text leaves the process.</summary>
/// <param name="role">The living role.</param>
/// <param name="logger">The log, which has the exception.</param>
/// <remarks>SPIRE hands a plugin's message on to remote agents that nobody has authenticated.</remarks>
internal sealed partial class CallGuard(LivingRole role, ILogger<CallGuard> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(request, context));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => continuation(requestStream, context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => Done(continuation(request, responseStream, context)));

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Guard(context, () => Done(continuation(requestStream, responseStream, context)));

    private async Task<T> Guard<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            role.Admit(context.Method);
            return await call().ConfigureAwait(false);
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception closed) when (IsGone(closed) || (context.CancellationToken.IsCancellationRequested && closed is OperationCanceledException or IOException))
        {
            // The host resets the streams that it needs no longer: the normal end. A read may tell of it before the call's token does.
            throw new RpcException(new(StatusCode.Cancelled, "the caller has gone"));
        }
        catch (Exception unexpected)
        {
            LogUnexpected(logger, unexpected, context.Method);
            throw new RpcException(new(StatusCode.Internal, "internal error; the plugin's log has it"));
        }
    }

    private static bool IsGone(Exception closed) =>
        closed is ConnectionResetException or ConnectionAbortedException || closed is IOException { InnerException: ConnectionResetException or ConnectionAbortedException };

    private static async Task<bool> Done(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(602, LogLevel.Error, "Call failed unexpectedly")]
    private static partial void LogUnexpected(ILogger logger, Exception error, string method);
}
