// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;

namespace Attestation.Endorsing.Tests;

/// <summary>Answers of a service that is not itself.</summary>
internal static class FaultyAnswers
{
    public static RequestDelegate Of(string fault) => fault switch
    {
        "unknown chip" => SimulatedService.Status(404),
        "out of order" => SimulatedService.Status(500),
        "never answers" => SimulatedService.NeverAsync,
        "stops in the middle" => StopsAsync,
        "breaks off" => BeginAsync,
        "oversized" => OversizedAsync,
        "redirects" => RedirectsAsync,
        "empty" => _ => Task.CompletedTask,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "want a fault"),
    };

    private static async Task StopsAsync(HttpContext context)
    {
        await BeginAsync(context);
        await SimulatedService.NeverAsync(context);
    }

    // The server closes the connection by itself over an answer that is shorter than it said.
    private static async Task BeginAsync(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.Body.WriteAsync(new byte[10]);
        await context.Response.Body.FlushAsync();
    }

    private static async Task OversizedAsync(HttpContext context)
    {
        byte[] chunk = new byte[64 << 10];
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        }
    }

    private static Task RedirectsAsync(HttpContext context)
    {
        context.Response.Redirect("/elsewhere");
        return Task.CompletedTask;
    }
}
