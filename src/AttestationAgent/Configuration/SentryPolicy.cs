// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Sentry;
using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>Which program may be which application; whoever is not listed is nobody.</summary>
/// <param name="entries">One for each application.</param>
internal sealed class SentryPolicy(ImmutableArray<SentryPolicyEntry> entries)
{
    public bool IsEmpty => entries.IsEmpty;

    /// <summary>True where the application is listed with that program.</summary>
    /// <param name="app">Who it wants to be.</param>
    /// <param name="exe">SHA-256 of the program.</param>
    /// <param name="now">Decides whether the digests that are being replaced still count.</param>
    public bool Lists(DaprApp app, ReadOnlySpan<byte> exe, DateTimeOffset now)
    {
        string digest = Convert.ToHexStringLower(exe);
        return entries.FirstOrDefault(each => each.App == app)?.Lists(digest, now) == true;
    }

    public static SentryPolicy Read(ConfigSection section, string key)
    {
        HashSet<DaprApp> seen = [];
        ImmutableArray<SentryPolicyEntry>.Builder entries = ImmutableArray.CreateBuilder<SentryPolicyEntry>();
        foreach (ConfigSection each in section.Sections(key))
        {
            if (SentryPolicyEntry.Read(each) is not { } entry)
            {
                continue;
            }

            if (!seen.Add(entry.App))
            {
                each.Report("app", $"{entry.App} is listed twice: put all its digests in one entry");
            }

            entries.Add(entry);
        }

        return new(entries.ToImmutable());
    }
}
