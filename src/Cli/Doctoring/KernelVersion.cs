// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Cli.Doctoring;

/// <summary>The running kernel, and what its version implies.</summary>
internal static class KernelVersion
{
    private const string ReleaseFile = "/proc/sys/kernel/osrelease";
    private const string Unknown = "unknown";
    private const string TdxProvider = "tdx_guest";

    // Linux Documentation/ABI/testing/configfs-tsm; sysfs-devices-virtual-misc-tdx_guest.
    private static readonly Version Tsm = new(6, 7);
    private static readonly Version Registers = new(6, 16);

    /// <summary>The release, for example <c>6.12.5-cloud-amd64</c>.</summary>
    public static string Read()
    {
        try
        {
            return File.ReadAllText(ReleaseFile).Trim();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return Unknown;
        }
    }

    /// <summary>What the version offers, and how finely the driver looks for a quote.</summary>
    /// <param name="provider">The driver behind configfs-tsm; null where there is none.</param>
    public static IEnumerable<Remark> Remarks(string? provider)
    {
        string release = Read();
        Version? version = Parse(release);
        string offers = version is null ? "" : $"; configfs-tsm (6.7): {Word(version >= Tsm)}; registers that can be extended (6.16): {Word(version >= Registers)}";
        yield return new(version is null ? Outcome.NotEvaluated : version >= Tsm ? Outcome.Pass : Outcome.Warn, "version", $"Linux {release}{offers}");
        if (provider == TdxProvider)
        {
            // drivers/virt/coco/tdx-guest/tdx-guest.c polls with a sleep of a second; a patched driver looks alike from here.
            yield return new(Outcome.Warn, "quote poll", "the stock driver looks for a quote once a second, so expect about 1 s for each; a patched one cannot be told from here")
            {
                Hint = "`attest bench` measures it",
            };
        }
    }

    private static Version? Parse(string release)
    {
        string[] parts = release.Split('.', 3);
        return parts.Length > 1 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            && int.TryParse(parts[1].AsSpan(0, Digits(parts[1])), NumberStyles.None, CultureInfo.InvariantCulture, out int minor)
                ? new(major, minor)
                : null;
    }

    private static int Digits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and int end ? end : text.Length;

    private static string Word(bool isThere) => isThere ? "yes" : "no";
}
