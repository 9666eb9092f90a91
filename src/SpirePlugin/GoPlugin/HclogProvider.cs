// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>Loggers that write hclog's lines.</summary>
/// <param name="writer">The one writer.</param>
internal sealed class HclogProvider(HclogWriter writer) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new HclogLogger(writer);

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }
}
