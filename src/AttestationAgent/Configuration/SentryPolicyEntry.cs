// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Sentry;
using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>The programs that may be one application (processes, section 8.5).</summary>
/// <param name="App">The application.</param>
/// <param name="Exes">Digests in use, lower-case hex.</param>
/// <param name="Next">Digests that come: the policy goes before the image.</param>
/// <param name="PreviousUntil">From then on <paramref name="Exes"/> count no more; null: no end.</param>
internal sealed record SentryPolicyEntry(DaprApp App, ImmutableArray<string> Exes, ImmutableArray<string> Next, DateTimeOffset? PreviousUntil)
{
    public bool Lists(string exe, DateTimeOffset now) =>
        Next.Contains(exe) || (Exes.Contains(exe) && (PreviousUntil is not { } until || now < until));

    /// <returns>Null where it names no application; the problem is reported.</returns>
    public static SentryPolicyEntry? Read(ConfigSection section)
    {
        string? name = section.Text("app");
        ImmutableArray<string> exes = ProgramDigestList.Read(section, "exes");
        ImmutableArray<string> next = ProgramDigestList.Read(section, "next");
        DateTimeOffset? until = section.Time("previousUntil");
        section.Done();
        if (name is null || !DaprApp.TryParse(name, out DaprApp? app))
        {
            section.Report("app", $"is {(name is null ? "absent" : $"\"{name}\"")}, want \"<namespace>/<app id>\" of {DaprApp.Alphabet}");
            return null;
        }

        if (exes.IsEmpty && next.IsEmpty)
        {
            section.Report($"lists no program of {app}, want SHA-256 digests in \"exes\" or \"next\"");
        }

        if (until is not null && next.IsEmpty)
        {
            section.Report("previousUntil", "ends every digest of the entry, want \"next\" beside it");
        }

        return new(app, exes, next, until);
    }
}
