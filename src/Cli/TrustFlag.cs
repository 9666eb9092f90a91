// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Endorsing;

namespace Attestation.Cli;

/// <summary><c>--policy</c> of verbs that need only its <c>rootsUnsafe</c>: without it the pinned roots are the only ones.</summary>
internal sealed class TrustFlag
{
    private readonly Option<string?> policy = new("--policy")
    {
        Description = "a policy whose rootsUnsafe are accepted beside the vendors' roots",
        HelpName = "FILE",
    };

    public void AddTo(Command command) => command.Add(policy);

    public EndorsementTrust Read(Session session, ParseResult parsed) =>
        new(session.Catalog.Tees, parsed.GetValue(policy) is { } path ? PolicyInput.Read(session, path).Policy.RootsUnsafe : []);
}
