// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>A logger whose lines a test reads.</summary>
internal sealed class KeptLog<T> : ILogger<T>
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public string[] Lines
    {
        get
        {
            lock (gate)
            {
                return [.. lines];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            lines.Add($"{logLevel}: {formatter(state, exception)}");
        }
    }
}
