// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.Binding;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Protocol = Attestation.SpirePlugin.Protos.Binding.Binding;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>Something else that serves the binding socket.</summary>
/// <param name="answer">What it says.</param>
internal sealed class StrangeComposer(Func<ExpectResponse> answer) : Protocol.BindingBase
{
    public static async Task<WebApplication> StartAsync(string socket, Func<ExpectResponse> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new StrangeComposer(answer)).AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication application = builder.Build();
        application.MapGrpcService<StrangeComposer>();
        await application.StartAsync();
        return application;
    }

    public override Task<ExpectResponse> Expect(ExpectRequest request, ServerCallContext context) => Task.FromResult(answer());
}
