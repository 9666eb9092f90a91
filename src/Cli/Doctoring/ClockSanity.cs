// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Cli.Doctoring;

/// <summary>What can be said of this guest's clocks, which belong to its host.</summary>
internal static class ClockSanity
{
    private const string SourceFile = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    // No clock that shows an earlier time was right when this program ran.
    private static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(2);

    public static IEnumerable<Remark> Remarks(IBoot boot, DateTimeOffset now)
    {
        yield return Wall(boot, now);
        if (Source() is { } source)
        {
            bool isHosts = source.StartsWith("kvm", StringComparison.Ordinal) || source.StartsWith("hyperv", StringComparison.Ordinal) || source.StartsWith("xen", StringComparison.Ordinal);
            yield return new(isHosts ? Outcome.Warn : Outcome.Pass, "source", $"{source}{(isHosts ? ": the host's pages, not the processor's counter" : "")}");
        }
    }

    private static Remark Wall(IBoot boot, DateTimeOffset now)
    {
        try
        {
            TimeSpan up = TimeSpan.FromMicroseconds(boot.Nanoseconds() / 1000.0);
            TimeSpan asleep = up - TimeSpan.FromMilliseconds(Environment.TickCount64);
            string slept = asleep > Nap ? $", of that asleep {(long)asleep.TotalSeconds} s" : "";
            string says = $"{UtcTime.Of(now)}, up {(long)up.TotalSeconds} s{slept}, so booted at {UtcTime.Of(now - up)}; boot {boot.Id():D}";
            return now >= Earliest ? new(Outcome.Pass, "wall", says) : new(Outcome.Warn, "wall", $"{says}: before this program was written")
            {
                Hint = "set the clock: validity of certificates is judged by it",
            };
        }
        catch (KernelException failed)
        {
            return new(Outcome.Fail, "wall", failed.Message);
        }
    }

    private static string? Source()
    {
        try
        {
            return File.Exists(SourceFile) ? File.ReadAllText(SourceFile).Trim() : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
