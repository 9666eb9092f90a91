// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Catalog;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.Native.LibCrypto;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Attestation.X509;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The SPIRE server's half of node attestation.</summary>
internal sealed class NodeAttestorRole : IPluginRole
{
    // Chains, documents and keys of a fleet's platforms; a few KiB each.
    private const int CachedSteps = 4096;

    /// <inheritdoc/>
    public string Argument => "server node-attestor";

    /// <inheritdoc/>
    public string PluginType => "NodeAttestor";

    /// <inheritdoc/>
    public PluginSide Side => PluginSide.Server;

    /// <inheritdoc/>
    public string ServiceName => NodeAttestorService.ServiceName;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) =>
        services.AddSingleton(_ => TeeCatalog.Cached(new VerifiedCache(CachedSteps))).AddSingleton<IEd25519, Ed25519>()
            .AddSingleton<NodeAppraisal>().AddSingleton<NodeAttestorConfiguration>().AddSingleton<NodeAttestorService>().AddSingleton<AttestGate>()
            .AddSingleton<IPeerCredentials, PeerCredentials>().AddSingleton<IHandOver, ComposerHandOver>()
            .AddKeyedSingleton<IPluginConfiguration>(Argument, static (all, _) => all.GetRequiredService<NodeAttestorConfiguration>());

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<NodeAttestorService>();
}
