// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Endorsing;

namespace Attestation.Cli;

/// <summary>Where Endorsements are kept between runs: <c>--dir</c>, else <c>$XDG_CACHE_HOME/attest</c>, else <c>~/.cache/attest</c>.</summary>
internal sealed class CacheFlag
{
    private readonly Option<string?> folder = new("--dir")
    {
        Description = "the folder that keeps endorsements (default: $XDG_CACHE_HOME/attest, else ~/.cache/attest)",
        HelpName = "DIR",
    };

    public void AddTo(Command command) => command.Add(folder);

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(folder) is not null;

    /// <summary>The cache under some roots; made when something is first kept.</summary>
    public EndorsementCache Open(Session session, ParseResult parsed, EndorsementTrust trust) =>
        new(Folder(session, parsed), trust, new EndorsementCacheLimits(), session.Surroundings.Clock);

    private string Folder(Session session, ParseResult parsed)
    {
        Func<string, string?> variable = session.Surroundings.Variable;
        return parsed.GetValue(folder)
            ?? (variable("XDG_CACHE_HOME") is { Length: > 0 } home ? Path.Combine(home, Build.Name)
            : variable("HOME") is { Length: > 0 } own ? Path.Combine(own, ".cache", Build.Name)
            : throw new CliError("--dir is missing: neither XDG_CACHE_HOME nor HOME says where caches lie"));
    }
}
