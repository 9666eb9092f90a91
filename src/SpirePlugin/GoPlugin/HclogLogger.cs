// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>A logger that writes hclog's lines: the message, its values as fields, an exception as the field <c>error</c>.</summary>
/// <param name="writer">The one writer.</param>
internal sealed class HclogLogger(HclogWriter writer) : ILogger
{
    private const string Template = "{OriginalFormat}";

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        writer.Write(logLevel, formatter(state, exception), [.. Fields(state), .. Error(exception)]);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not (LogLevel.None or LogLevel.Trace);

    /// <summary>SPIRE's log has no scopes.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    private static IEnumerable<KeyValuePair<string, object?>> Fields<TState>(TState state) =>
        state is IEnumerable<KeyValuePair<string, object?>> values ? values.Where(each => each.Key != Template) : [];

    private static IEnumerable<KeyValuePair<string, object?>> Error(Exception? exception) =>
        exception is null ? [] : [new("error", exception.ToString())];
}
