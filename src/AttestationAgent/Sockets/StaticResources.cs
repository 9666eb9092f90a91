// SPDX-License-Identifier: Apache-2.0

using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attestation.Agent.Sockets;

/// <summary>
/// Files of the live run, and under <c>/logs/RUN</c> of those that have ended, over HTTP, GET and HEAD (CONTRACTS, sections 1.3 and 10.1). Only what a
/// published head covers is served.
/// </summary>
/// <param name="state">The run.</param>
/// <param name="mayReadEntries">Who may read entries.</param>
internal sealed class StaticResources(AgentState state, Func<HttpContext, bool> mayReadEntries)
{
    private const int MaxTile = 8192;
    private const int Sha256Bytes = 32;
    private const string Bytes = "application/octet-stream";
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string Fleeting = "no-cache";
    private const string EvidencePath = LogLayout.EvidenceDirectory + "/";
    private const string EventLogPath = LogLayout.EventLogDirectory + "/";
    private const string LogsPath = "logs/";
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (string pattern in new[] { "/checkpoint", "/tile/{**rest}", "/evidence/{**rest}", "/eventlog/{**rest}" })
        {
            routes.MapMethods(pattern, Methods, request => Serve(request, ServedRun.Live(state.Run), PathOf(request)));
        }

        routes.MapMethods("/logs/{run}/{**rest}", Methods, Archived);
    }

    private async Task Archived(HttpContext request)
    {
        string path = PathOf(request);
        int slash = LogsPath.Length + RunId.Length;
        bool isNamed = path.Length > slash && path.StartsWith(LogsPath, StringComparison.Ordinal) && path[slash] == '/';
        if (!isNamed || !IsLocal(request) || !RunId.TryParse(path.AsSpan(LogsPath.Length, RunId.Length), out RunId? run) || run == state.Run.RunId)
        {
            await Missing(request).ConfigureAwait(false);
            return;
        }

        using ServedRun? ended = ServedRun.Ended(new(state.Options.StateDirectory), run);
        await (ended is null ? Missing(request) : Serve(request, ended, path[(slash + 1)..])).ConfigureAwait(false);
    }

    // Routes take letters of either case; a path has one form.
    private Task Serve(HttpContext request, ServedRun run, string path) =>
        path == LogLayout.Checkpoint ? Checkpoint(request, run)
        : path.StartsWith(EvidencePath, StringComparison.Ordinal) ? Evidence(request, run, path[EvidencePath.Length..])
        : path.StartsWith(EventLogPath, StringComparison.Ordinal) ? EventLog(request, run, path[EventLogPath.Length..])
        : Tile(request, run, path);

    private static Task Checkpoint(HttpContext request, ServedRun run)
    {
        if (run.Note.IsEmpty)
        {
            request.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return Answer(request, run.Note, "text/plain; charset=utf-8", Fleeting);
    }

    private Task Tile(HttpContext request, ServedRun run, string path)
    {
        if (!TilePath.TryParse(path, out TilePath? tile) || !IsCovered(tile, run.Size))
        {
            return Missing(request);
        }

        bool isEntries = tile.Level is null;
        if (isEntries && !mayReadEntries(request))
        {
            request.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return File(request, run, path, isEntries ? EntryBundle.MaxBytes : MaxTile, Bytes, tile.IsFull ? Immutable : Fleeting);
    }

    private static Task Evidence(HttpContext request, ServedRun run, string number) =>
        TileNumber.TryParse(number, out long size) && size <= run.Size && IsLocal(request)
            ? File(request, run, LogLayout.Evidence(size), EvidenceDocument.MaxBytes, EvidenceDocument.MediaType, Immutable)
            : Missing(request);

    private static Task EventLog(HttpContext request, ServedRun run, string digest) =>
        Hex.TryReadLower(digest, Sha256Bytes, out byte[]? sha256) && IsLocal(request)
            ? File(request, run, LogLayout.EventLog(sha256), LogLayout.MaxEventLogBytes, Bytes, Immutable)
            : Missing(request);

    private static string PathOf(HttpContext request) => request.Request.Path.Value![1..];

    // Over TCP there are the checkpoint and tiles alone.
    private static bool IsLocal(HttpContext request) => request.Features.Get<SocketPeer>() is not null;

    // Files beyond the published head may be there, and mean nothing.
    private static bool IsCovered(TilePath tile, long size)
    {
        UInt128 end = ((UInt128)tile.Number * TilePath.FullWidth) + (UInt128)tile.Width;
        return end << (8 * (tile.Level ?? 0)) <= (UInt128)size;
    }

    private static Task File(HttpContext request, ServedRun run, string path, int maxBytes, string type, string caching) =>
        run.Storage.TryRead(path, maxBytes, out byte[]? bytes) ? Answer(request, bytes, type, caching) : Missing(request);

    private static async Task Answer(HttpContext request, ReadOnlyMemory<byte> bytes, string type, string caching)
    {
        request.Response.ContentType = type;
        request.Response.ContentLength = bytes.Length;
        request.Response.Headers.CacheControl = caching;
        if (HttpMethods.IsGet(request.Request.Method))
        {
            await request.Response.Body.WriteAsync(bytes, request.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task Missing(HttpContext request)
    {
        request.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
