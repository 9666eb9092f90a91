// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>
/// Below gRPC: whatever would answer a call of the composer with Unimplemented answers Internal. SPIRE takes Unimplemented for "no change" and issues: a
/// method that is not mapped, an encoding that is not known, a 404 would all fail open.
/// </summary>
internal static class NeverUnimplemented
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private const string Because = "the composer does not know this call";

    private static readonly PathString Composer = $"/{CredentialComposerService.ServiceName}";

    /// <summary>Middleware.</summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Composer))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Response.OnStarting(() => Mend(context));
        await next(context).ConfigureAwait(false);
        await Mend(context).ConfigureAwait(false);
        if (context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers && IsUnimplemented(trailers))
        {
            Set(trailers);
        }
    }

    // A refusal without a message has its status among the headers.
    private static Task Mend(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (!response.HasStarted && (response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status415UnsupportedMediaType || IsUnimplemented(response.Headers)))
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "application/grpc";
            response.ContentLength = null;
            Set(response.Headers);
        }

        return Task.CompletedTask;
    }

    private static bool IsUnimplemented(IHeaderDictionary headers) => headers[Status] == ((int)StatusCode.Unimplemented).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Set(IHeaderDictionary headers)
    {
        headers[Status] = ((int)StatusCode.Internal).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers[Message] = Because;
    }
}
