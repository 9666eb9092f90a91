// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing.Tests;

/// <summary>A scene with a service in it, and a client of that service.</summary>
internal sealed class ServiceScene : IAsyncDisposable
{
    private ServiceScene(Scene scene) => Scene = scene;

    public Scene Scene { get; }

    public required SimulatedService Service { get; init; }

    public required HttpEndorsementSource Source { get; init; }

    public required WebAuthority Authority { get; init; }

    public static readonly EndorsementLimits Limits = new() { Request = TimeSpan.FromSeconds(20) };

    public static async Task<ServiceScene> StartAsync(bool isPccs = false, bool isTrusted = true, string host = "localhost", EndorsementLimits? limits = null)
    {
        Scene scene = new();
        WebAuthority authority = new();
        PlayedIntel intel = new(scene.Machine) { IsPccs = isPccs };
        SimulatedService service = await SimulatedService.StartAsync(intel.AnswerAsync, authority.Issue(host));
        EndorsementHosts hosts = HostsOf($"{(isPccs ? "pccs" : "intel-pcs")}={service.Address}");
        HttpMessageHandler handler = isTrusted ? authority.Handler() : HttpExchange.Handler();
        return new(scene) { Service = service, Authority = authority, Source = new(hosts, limits ?? Limits, scene.Clock, handler, () => 0.5) };
    }

    public static EndorsementHosts HostsOf(params string[] assignments)
    {
        Assert.True(EndorsementHosts.TryParse(assignments, out EndorsementHosts? hosts, out var problems), string.Join("; ", problems));
        return hosts;
    }

    public async ValueTask DisposeAsync()
    {
        Source.Dispose();
        await Service.DisposeAsync();
        Authority.Dispose();
        Scene.Dispose();
    }
}
