// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.Endorsing;
using Attestation.Policies;

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

    /// <summary>The policy, or null where none is given.</summary>
    public AppraisalPolicy? Policy(Session session, ParseResult parsed) =>
        parsed.GetValue(policy) is { } path ? PolicyInput.Read(session, path).Policy : null;

    /// <summary>The trust that the policy leads to.</summary>
    public EndorsementTrust Read(Session session, ParseResult parsed) => Of(session, Policy(session, parsed));

    /// <summary>The trust that this policy leads to.</summary>
    public static EndorsementTrust Of(Session session, AppraisalPolicy? policy) => new(session.Catalog.Tees, policy?.RootsUnsafe ?? []);
}
