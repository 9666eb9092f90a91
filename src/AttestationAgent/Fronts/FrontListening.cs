// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Grpc;
using Attestation.Kernel;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.Agent.Fronts;

/// <summary>Kestrel on fronts: unix sockets that the agent owns, whose peers are measured.</summary>
internal static class FrontListening
{
    /// <summary>What fronts need, once for all of them.</summary>
    /// <param name="services">The server's.</param>
    /// <param name="credentials">The kernel's word on peers.</param>
    /// <param name="processes">The kernel's word on processes.</param>
    /// <param name="segments">Reads that name senders.</param>
    /// <param name="measurement">Measures peers.</param>
    /// <param name="clock">Measures patience.</param>
    public static IServiceCollection AddFronts(
        this IServiceCollection services, IPeerCredentials credentials, IProcesses processes, ISegments segments, ProcessMeasurement measurement, TimeProvider clock) => services
        .AddSingleton(credentials)
        .AddSingleton(processes)
        .AddSingleton<PeerSampling>()
        .AddSingleton(measurement)
        .AddSingleton(clock)
        .AddSingleton<IConnectionListenerFactory>(new FrontListenerFactory(segments))
        .AddSingleton<FrontMiddleware>();

    /// <summary>Listens for HTTP/2; each connection has an <see cref="IFrontConnection"/> among its features.</summary>
    /// <param name="kestrel">Kestrel's options.</param>
    /// <param name="socket">Prepared before, shown when the server runs, as every socket.</param>
    /// <param name="name">Which of the agent's.</param>
    /// <param name="configure">TLS, where there is some: the check of senders stands below it, the gate above.</param>
    public static void ListenFront(this KestrelServerOptions kestrel, UnixSocket socket, SocketName name, Action<ListenOptions>? configure = null)
    {
        PeerSampling sampling = kestrel.ApplicationServices.GetRequiredService<PeerSampling>();
        FrontMiddleware front = kestrel.ApplicationServices.GetRequiredService<FrontMiddleware>();
        kestrel.Listen(new FrontEndPoint(socket.Path), listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            sampling.On(name)(listen);
            listen.Use(front.Begin);
            configure?.Invoke(listen);
            listen.Use(FrontMiddleware.Gate);
        });
    }
}
