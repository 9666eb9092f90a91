// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Protos.Config;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.SpirePlugin.Configuration;

/// <summary>SPIRE's Config service for whichever role lives: one reading for Configure and Validate.</summary>
/// <param name="role">The role that Init found.</param>
/// <param name="services">Where its reader is.</param>
internal sealed class ConfigService(LivingRole role, IServiceProvider services) : Config.ConfigBase
{
    /// <summary>Full gRPC name, as Init announces it.</summary>
    public const string ServiceName = "spire.service.common.config.v1.Config";

    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public override async Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        ReadOptions read = ReadOptions.Of(request.CoreConfiguration, request.HclConfiguration, Reader());
        if (read.Apply is null)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, read.Problems[0]));
        }

        await turn.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        try
        {
            await read.Apply(context.CancellationToken).ConfigureAwait(false);
            return new();
        }
        catch (ConfigurationRefusedException refused)
        {
            throw new RpcException(new(StatusCode.FailedPrecondition, refused.Message));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public override Task<ValidateResponse> Validate(ValidateRequest request, ServerCallContext context)
    {
        // SPIRE takes any note for "invalid": there are none beside problems.
        ReadOptions read = ReadOptions.Of(request.CoreConfiguration, request.HclConfiguration, Reader());
        return Task.FromResult(new ValidateResponse { Valid = read.Apply is not null, Notes = { read.Problems } });
    }

    private IPluginConfiguration Reader() => services.GetRequiredKeyedService<IPluginConfiguration>(role.Found.Argument);
}
