// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>Neither a terminal nor a service manager ends a plugin: SPIRE does, by Deinit and Shutdown.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
