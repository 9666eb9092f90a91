// SPDX-License-Identifier: Apache-2.0

using Attestation.Documents;
using Attestation.TransparencyLog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Attestation.Agent.Sockets;

/// <summary>The live log's files over HTTP, GET and HEAD (CONTRACTS, sections 1.3 and 10.1). Only what a published head covers is served.</summary>
/// <param name="state">The run.</param>
/// <param name="mayReadEntries">Who may read entries.</param>
internal sealed class StaticResources(AgentState state, Func<HttpContext, bool> mayReadEntries)
{
    private const int MaxTile = 8192;
    private const int MaxEntries = 256 * (2 + 65_535);
    private const int MaxEvidence = 24 << 20;
    private const int MaxEventLog = 16 << 20;
    private const string Bytes = "application/octet-stream";
    private const string Immutable = "public, max-age=31536000, immutable";
    private const string CheckpointPath = "/checkpoint";
    private const string EvidencePath = "/evidence/";
    private const string EventLogPath = "/eventlog/";
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(CheckpointPath, Methods, Checkpoint);
        routes.MapMethods("/tile/{**rest}", Methods, Tile);
        routes.MapMethods($"{EvidencePath}{{**rest}}", Methods, Evidence);
        routes.MapMethods($"{EventLogPath}{{**rest}}", Methods, EventLog);
    }

    private Task Checkpoint(HttpContext request)
    {
        if (request.Request.Path.Value != CheckpointPath)
        {
            return Missing(request);
        }

        if (state.Run.Newest is not { } head)
        {
            request.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return Answer(request, head.Note, "text/plain; charset=utf-8", "no-cache");
    }

    private Task Tile(HttpContext request)
    {
        string path = request.Request.Path.Value![1..];
        if (!TilePath.TryParse(path, out TilePath? tile) || !IsCovered(tile, state.Run.Newest?.Size ?? 0))
        {
            return Missing(request);
        }

        bool isEntries = tile.Level is null;
        if (isEntries && !mayReadEntries(request))
        {
            request.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return File(request, path, isEntries ? MaxEntries : MaxTile, Bytes, tile.IsFull ? Immutable : "no-cache");
    }

    private Task Evidence(HttpContext request)
    {
        bool covered = TileNumber.TryParse(Behind(EvidencePath, request), out long size) && size <= (state.Run.Newest?.Size ?? 0);
        return covered && IsLocal(request) ? File(request, LogLayout.Evidence(size), MaxEvidence, EvidenceDocument.MediaType, Immutable) : Missing(request);
    }

    private Task EventLog(HttpContext request)
    {
        string digest = Behind(EventLogPath, request);
        return state.Run.Kept.KnowsEventLog(digest) && IsLocal(request)
            ? File(request, LogLayout.EventLog(Convert.FromHexString(digest)), MaxEventLog, Bytes, Immutable)
            : Missing(request);
    }

    // Routes take letters of either case; a path has one form. Empty behind another.
    private static string Behind(string prefix, HttpContext request) =>
        request.Request.Path.Value!.StartsWith(prefix, StringComparison.Ordinal) ? request.Request.Path.Value[prefix.Length..] : "";

    // Over TCP there are the checkpoint and tiles alone.
    private static bool IsLocal(HttpContext request) => request.Features.Get<SocketPeer>() is not null;

    // Files beyond the published head may be there, and mean nothing.
    private static bool IsCovered(TilePath tile, long size)
    {
        UInt128 end = ((UInt128)tile.Number * TilePath.FullWidth) + (UInt128)tile.Width;
        return end << (8 * (tile.Level ?? 0)) <= (UInt128)size;
    }

    private Task File(HttpContext request, string path, int maxBytes, string type, string caching) =>
        state.Run.Storage.TryRead(path, maxBytes, out byte[]? bytes) ? Answer(request, bytes, type, caching) : Missing(request);

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
