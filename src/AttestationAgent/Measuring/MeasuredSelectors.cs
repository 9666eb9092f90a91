// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Agent.Measuring;

/// <summary>What was observed of a process, as selectors: positive facts only, since entries know no negation (processes, section 8.2).</summary>
internal static class MeasuredSelectors
{
    // SPIRE keeps selectors of at most 255 bytes.
    private const int MaxPath = 120;

    /// <summary>In the order of the plugin's page.</summary>
    public static IEnumerable<string> Of(Measurement measured)
    {
        yield return $"exe:sha256:{Hex.Of(measured.ExeSha256.Span)}";
        if (measured.Process.Verity is { } verity)
        {
            yield return $"exe:verity:{verity.Algorithm}:{verity.Hex}";
        }

        if (measured.ScriptSha256 is { } script)
        {
            yield return $"script:sha256:{Hex.Of(script.Span)}";
        }

        yield return $"measured:{measured.Level}";
        if (IsPath(measured.Process.ExePath))
        {
            yield return $"path:{measured.Process.ExePath}";
        }

        if (measured.ImageSha256 is { } image)
        {
            yield return $"image:sha256:{Hex.Of(image.Span)}";
        }

        if (measured.Exec is not null)
        {
            yield return "exec-watched:true";
        }

        if (measured.Cgroup.Pod is { } pod)
        {
            yield return $"pod-uid:{pod}";
        }

        if (measured.Cgroup.Container is { } container)
        {
            yield return $"container-id:{container}";
        }

        yield return "binding:pid";
    }

    // Of a name that was taken away nothing is said.
    private static bool IsPath(string path) =>
        !path.Any(char.IsControl) && path.Length <= MaxPath && path.StartsWith('/') && !path.EndsWith(" (deleted)", StringComparison.Ordinal);
}
