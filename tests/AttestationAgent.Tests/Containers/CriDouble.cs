// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent.Containers.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Tests.Containers;

/// <summary>A container runtime behind gRPC on a unix socket; it answers as containerd does, unless a test changes the answer.</summary>
internal sealed class CriDouble : RuntimeService.RuntimeServiceBase, IAsyncDisposable
{
    /// <summary>The container that the process made of text is in.</summary>
    public const string Usual = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    public const int Init = 4200;
    public const string Manifest = "1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a";
    public const string Configuration = "sha256:c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cri-");
    private readonly WebApplication application;

    private CriDouble()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this).AddGrpc();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Socket, listen => listen.Protocols = HttpProtocols.Http2));
        application = builder.Build();
        application.MapGrpcService<CriDouble>();
    }

    public string Socket => Path.Combine(folder.FullName, "cri.sock");

    /// <summary>The only container that it knows.</summary>
    public string Container { get; set; } = Usual;

    /// <summary>What it says of that.</summary>
    public ContainerStatusResponse Answer { get; set; } = Running();

    /// <summary>Awaited before each answer.</summary>
    public Func<CancellationToken, Task> OnAsk { get; set; } = _ => Task.CompletedTask;

    public int Asked { get; private set; }

    public static async Task<CriDouble> StartAsync()
    {
        CriDouble started = new();
        await started.application.StartAsync();
        return started;
    }

    /// <summary>Ends when the caller has gone.</summary>
    public static Task NeverAsync(CancellationToken gone) => new TaskCompletionSource().Task.WaitAsync(gone);

    /// <summary>An answer of containerd's form.</summary>
    public static ContainerStatusResponse Running(string reference = "registry.example/cart@sha256:" + Manifest, string info = """{"sandboxID":"5a","pid":4200,"removing":false,"config":{"pid":1}}""") => new()
    {
        Status = new() { Id = Usual, State = ContainerState.ContainerRunning, ImageRef = reference, ImageId = Configuration },
        Info = { ["info"] = ByteString.CopyFrom(Encoding.UTF8.GetBytes(info)) },
    };

    public override async Task<ContainerStatusResponse> ContainerStatus(ContainerStatusRequest request, ServerCallContext context)
    {
        Asked++;
        await OnAsk(context.CancellationToken);
        return request.Verbose && request.ContainerId == Container
            ? Answer
            : throw new RpcException(new Status(StatusCode.NotFound, $"an error occurred when try to find container \"{request.ContainerId}\": not found"));
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        if (Directory.Exists(folder.FullName))
        {
            folder.Delete(recursive: true);
        }
    }
}
