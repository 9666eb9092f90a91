// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>Makes an error line of what would end the process, or be lost: SPIRE shows the runtime's own dump at debug only.</summary>
/// <param name="writer">The one writer.</param>
internal sealed class CrashLines(HclogWriter writer) : IDisposable
{
    private const int Crashed = 2;

    /// <summary>Begins to listen.</summary>
    public CrashLines Listen()
    {
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        return this;
    }

    /// <summary>One error line.</summary>
    /// <param name="what">Which kind.</param>
    /// <param name="error">The exception.</param>
    public void Write(string what, object error) => writer.Write(LogLevel.Error, what, [new("error", error)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        TaskScheduler.UnobservedTaskException -= OnUnobserved;
    }

    // Ends here, so that the dump does not follow the line that says the same.
    private void OnUnhandled(object sender, UnhandledExceptionEventArgs crash)
    {
        Write("Plugin crashed", crash.ExceptionObject);
        Environment.Exit(Crashed);
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs lost)
    {
        Write("Background work failed", lost.Exception);
        lost.SetObserved();
    }
}
