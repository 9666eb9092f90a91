// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>Ends the plugin when SPIRE is gone and the kernel did not: the parent-death signal is lost with set-id bits and file capabilities.</summary>
/// <param name="life">The plugin's life.</param>
/// <param name="clock">The clock.</param>
/// <param name="parent">Reads the parent's pid.</param>
internal sealed class ParentWatch(PluginLife life, TimeProvider clock, Func<int> parent)
{
    private const string Status = "/proc/self/stat";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>The parent's pid now; another one once the first has gone.</summary>
    public static int Parent() => ParentIn(File.ReadAllText(Status));

    /// <summary>The parent in a line of proc_pid_stat(5): the fourth field, after a name that may hold anything.</summary>
    /// <param name="line">The line.</param>
    internal static int ParentIn(string line) =>
        int.Parse(line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>Looks every two seconds until the plugin ends.</summary>
    public async Task WatchAsync()
    {
        int first = parent();
        using PeriodicTimer timer = new(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(life.Ended).ConfigureAwait(false))
            {
                if (parent() != first)
                {
                    life.End();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin ends.
        }
    }
}
