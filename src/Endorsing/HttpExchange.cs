// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Attestation.Planning;
using Attestation.Wire;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing;

/// <summary>One request and its answer, or one reason why there is none.</summary>
internal sealed class HttpExchange(HttpMessageInvoker invoker, EndorsementLimits limits, TimeProvider clock)
{
    private const int ChunkBytes = 16 << 10;

    /// <summary>The only handler that leaves this project: the machine's trust, no redirects, no cookies, nothing read beyond a limit.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 8,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = 64,
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    };

    /// <summary>Sends once.</summary>
    /// <exception cref="EndorsementUnavailableException">Anything but a whole answer in the expected form.</exception>
    public async ValueTask<ImmutableArray<Endorsement>> SendAsync(
        EndorsementRequest request, EndorsementTarget target, CancellationToken cancellationToken)
    {
        // A socket's patience is real time: a clock that stands still must not make a request endless.
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limits.Request);
        try
        {
            using HttpRequestMessage message = new(HttpMethod.Get, target.Address);
            message.Headers.TryAddWithoutValidation("User-Agent", "attestation-agent");
            using HttpResponseMessage response = await invoker.SendAsync(message, patience.Token).ConfigureAwait(false);
            RequireOk(request, target, response);
            byte[] body = await ReadAsync(request, target, response.Content, patience.Token).ConfigureAwait(false);
            return Read(request, target, response, body);
        }
        catch (OperationCanceledException failed) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fault(request, target, Reason.TimedOut, $"no answer within {limits.Request.TotalSeconds:0.#} s", failed);
        }
        catch (HttpRequestException failed)
        {
            throw Fault(request, target, ReasonOf(failed), Say(failed), failed);
        }
        catch (IOException failed)
        {
            throw Fault(request, target, Reason.Truncated, "the answer breaks off", failed);
        }
    }

    private ImmutableArray<Endorsement> Read(EndorsementRequest request, EndorsementTarget target, HttpResponseMessage response, byte[] body) =>
        EndorsementAnswer.TryRead(
            request, body, name => HeaderOf(response, name), clock.GetUtcNow(), target.Address.Authority, out ImmutableArray<Endorsement> pieces, out Malformed? malformed)
            ? pieces
            : throw Fault(request, target, Reason.Malformed, malformed.ToString());

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private void RequireOk(EndorsementRequest request, EndorsementTarget target, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Fault(request, target, ReasonOf(response.StatusCode), $"answers {(int)response.StatusCode}", retryAfter: RetryAfter(response));
        }

        if (response.Content.Headers.ContentLength > request.MaxBytes)
        {
            throw TooLarge(request, target);
        }
    }

    private static async ValueTask<byte[]> ReadAsync(
        EndorsementRequest request, EndorsementTarget target, HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream body = new();
        byte[] chunk = new byte[ChunkBytes];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            body.Write(chunk, 0, read);
            if (body.Length > request.MaxBytes)
            {
                throw TooLarge(request, target);
            }
        }

        return body.ToArray();
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    // 460 to 462 are PCCS's own: cache broken, platform unknown, certificates unavailable.
    private static Reason ReasonOf(HttpStatusCode status) => (int)status switch
    {
        429 or 503 => Reason.RateLimited,
        404 or 410 or 461 or 462 => Reason.NotFound,
        >= 300 and < 400 => Reason.Redirected,
        _ => Reason.HostFailed,
    };

    private static Reason ReasonOf(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => Reason.NotSecure,
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => Reason.Truncated,
        HttpRequestError.ConfigurationLimitExceeded => Reason.TooLarge,
        _ => Reason.Unreachable,
    };

    private static string Say(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => $"the connection is not secure: {(failed.InnerException ?? failed).Message.TrimEnd('.')}",
        HttpRequestError.NameResolutionError => "the name has no address",
        HttpRequestError.ConnectionError => "nobody answers there",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are longer than 64 KiB",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => "the answer breaks off",
        _ => failed.Message.TrimEnd('.'),
    };

    private static EndorsementUnavailableException TooLarge(EndorsementRequest request, EndorsementTarget target) =>
        Fault(request, target, Reason.TooLarge, $"the answer is longer than {request.MaxBytes} bytes");

    private static EndorsementUnavailableException Fault(
        EndorsementRequest request, EndorsementTarget target, Reason reason, string because, Exception? inner = null, TimeSpan? retryAfter = null) =>
        new(request.Name, reason, target.Address.Authority, because, inner) { RetryAfter = retryAfter };
}
